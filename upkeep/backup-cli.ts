// `npm run backup -- DIR`: everything a desk is made of, into a new folder in DIR, while it works.
import { resolve } from 'node:path';
import { readConfig } from '../config.js';
import { connectionUrls } from '../embedded/connection-urls.js';
import { writeBackup } from './backup.js';
import { runCommand, sizeText, tell } from './command.js';
import { placesOf } from './desk-places.js';

const [target, ...rest] = process.argv.slice(2);
if (!target || target.startsWith('-') || rest.length > 0) {
  tell('Say where to: npm run backup -- DIR. A new folder in DIR holds the backup; it holds words and keys: guard it.');
  process.exit(2);
}

await runCommand(async () => {
  const config = readConfig();
  if (config.databaseUrl && !config.databaseOwnerUrl)
    throw new Error('DATABASE_OWNER_URL is not set: a backup reads every table and counter as their owner.');
  const desk = await connectionUrls(config, tell, { schema: 'as-it-is' });
  try {
    const { folder, manifest, isRecorded } = await writeBackup(
      desk.databaseOwnerUrl,
      placesOf(config),
      resolve(target),
    );
    const { tables, files, others } = manifest;
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    const bytes = tables.reduce((sum, { part }) => sum + part.bytes, files.bytes);
    tell(
      `${folder} holds the desk as it was at ${manifest.at}: ${rows} rows of ${tables.length} tables, ${files.count} files, ${others.length} keys, heads and lists; ${sizeText(bytes)}.`,
    );
    if (!isRecorded)
      tell('The desk could not be told: its page of operations shows the backup before as the last one.');
    tell('It holds what people said, and keys: keep it where nobody else can read it.');
    if (config.engineSigningKeys.length > 0)
      tell('ENGINE_SIGNING_KEYS is a setting of yours and is not in it: keep it with your settings.');
  } finally {
    await desk.release();
  }
});
