// The types of the API, generated from its contract: `node console/contract.mjs` writes console/api/contract.d.ts, which
// no build needs and nobody commits. Needs a built dist/.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'banjie-contract-'));
const contract = join(folder, 'openapi.json');
try {
  const run = (...args) => execFileSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  run('dist/api/write-contract.js', contract);
  run('node_modules/openapi-typescript/bin/cli.js', contract, '-o', 'console/api/contract.d.ts');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
