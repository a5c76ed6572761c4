// Keeps what a desk of this version has on record, for the upgrade test of the next one: `node dist/test/upgrade/record.js`
// inside `npm test`'s environment, once, before a release. It is a backup of made-up cases; what is there already stays.
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeVersion, projectRoot } from '../../config.js';
import { FileStore } from '../../ledger/files/file-store.js';
import { writeBackup } from '../../upkeep/backup.js';
import { driveHeatingComplaint, driveHeatingRepair } from '../support/scenarios/heating.js';
import { inquiry, suggestion, visitor } from '../support/scenarios/intake-desk.js';
import { driveComplaint, driveRepair } from '../support/scenarios/drive.js';
import { driveFault, drivePowerComplaint } from '../support/scenarios/power-drive.js';
import { TestLedger } from '../support/test-ledger.js';

/** What was kept of each version, by its name. */
export const keptDesks = join(projectRoot, 'test', 'upgrade');

/** Records a desk of this version, unless it is there. Its files have no content. */
export async function recordDesk(): Promise<string> {
  const folder = join(keptDesks, codeVersion);
  if (existsSync(folder)) return folder;
  const desk = await TestLedger.start();
  try {
    const words = {
      customer: '欧阳小满',
      phone: '139-0000-0042',
      place: '7号楼二单元',
      description: '漏水，请尽快处理',
    };
    await driveComplaint(desk, 'closed', { words });
    await driveComplaint(desk, 'in-hand', { words });
    await driveRepair(desk, 'finished', { words });
    await driveHeatingRepair(desk, 'recorded');
    await driveHeatingComplaint(desk, 'recorded');
    await driveFault(desk, 'recorded');
    await drivePowerComplaint(desk, 'recorded');
    for (const organisation of ['property', 'heating', 'power'] as const) {
      await inquiry(desk, organisation);
      await suggestion(desk, organisation);
    }
    await visitor(desk, 'heating');
    desk.time.advance({ minutes: 40 });
    for (const { number } of await desk.database.source.query('SELECT number FROM cases'))
      await desk.ledger.catchUp(number);
    await desk.database.source.query(`DELETE FROM files`).catch(() => undefined);
    const nowhere = await mkdtemp(join(tmpdir(), 'banjie-upgrade-'));
    const places = {
      store: new FileStore(nowhere),
      headKeyFile: join(nowhere, 'none'),
      engineKeysFile: join(nowhere, 'none'),
      demoTokensFile: join(nowhere, 'none'),
      headsDir: nowhere,
      erasuresDir: nowhere,
    };
    await writeBackup(desk.database.ownerUrl, places, nowhere);
    const [made] = [...(await readdir(nowhere))].filter((name) => name.startsWith('banjie-'));
    await rename(join(nowhere, made!), folder);
    return folder;
  } finally {
    await desk.stop();
  }
}

if (process.argv[1]?.endsWith(join('test', 'upgrade', 'record.js'))) process.stdout.write(`${await recordDesk()}\n`);
