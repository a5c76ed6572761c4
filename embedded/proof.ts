// `npm run proof -- NUMBER [FILE]`: a case as a third party can check it, by the newest head that has it.
import './one-sentence.js';
import { writeFile } from 'node:fs/promises';
import { readConfigOnDisk } from '../config.js';
import { createDataSource } from '../database/data-source.js';
import { proofOfCase, type CaseProof } from '../ledger/heads/case-proof.js';
import { headFilesIn } from '../ledger/heads/head-files.js';
import { connectionUrls } from './connection-urls.js';

const say = (text: string): void => void process.stderr.write(`${text}\n`);

const [number, file] = process.argv.slice(2);
if (!number) {
  say('Say which case: npm run -s proof -- PC-2026-000001 proof.json');
  process.exit(2);
}
const config = readConfigOnDisk();
const heads = await headFilesIn(config.headsDir).catch(() => []);
const desk = await connectionUrls(config, say);
const source = await createDataSource(desk.databaseUrl, { name: 'banjie-proof', unhurried: true }).initialize();
try {
  let proof: CaseProof | undefined;
  for (const head of heads.toReversed()) if (!proof) proof = await proofOfCase(source, number, head);
  if (proof) {
    const target = file ?? `${number}.proof.json`;
    // It holds the words of people.
    await writeFile(target, `${JSON.stringify(proof, null, 2)}\n`, { mode: 0o600 });
    say(
      `${target} holds the case with its ${proof.entries.length} entries; check it with: python3 docs/check-proof.py ${target}`,
    );
  } else {
    say(`No head in ${config.headsDir} has a case ${number}: a new case is in the next one, within a day.`);
    process.exitCode = 1;
  }
} finally {
  await source.destroy();
  await desk.release();
}
