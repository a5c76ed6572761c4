// Writes the contract (OpenAPI) into the file named on the command line, without a database: the console's types are
// generated from it (console/contract.mjs).
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { pino } from 'pino';
import { createDataSource } from '../database/data-source.js';
import type { Ledger } from '../ledger/ledger.js';
import { FileStore } from '../ledger/files/file-store.js';
import { loadAllRulebooks } from '../rulebooks/load.js';
import { Engine } from '../temporal/engine.js';
import { createApi } from './app.js';

const target = process.argv[2];
if (target === undefined) throw new Error('Name the file that the contract is written to.');
const rulebooks = loadAllRulebooks().map(({ rulebook }) => rulebook);
// The documentation asks a ledger for its rulebooks; its database is never connected.
const ledger = {
  source: createDataSource('postgres://nobody@127.0.0.1:9/none'),
  rulebooks: { all: () => rulebooks, refresh: async () => undefined },
} as unknown as Ledger;
const app = await createApi({
  ledger,
  engine: new Engine({ address: '127.0.0.1:9', namespace: 'default', taskQueue: 'none', signingKeys: ['none'] }),
  files: new FileStore(tmpdir()),
  log: pino({ level: 'silent' }),
});
const { body } = await app.inject({ method: 'GET', url: '/openapi.json' });
writeFileSync(target, body);
await app.close();
process.exit();
