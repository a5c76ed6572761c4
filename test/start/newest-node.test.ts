import { afterAll, beforeAll, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../config.js';
import { freePort } from '../../embedded/ports.js';
import { run } from '../../embedded/processes.js';
import { eventually } from '../support/eventually.js';

/** The newest line of Node.js with long support that the Docker image runs on too. */
const line = 24;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'banjie-node-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The path of that Node.js, from the npm package `node`, which stays in npm's own cache. */
async function newestNode(): Promise<string> {
  const { code, out } = await run('npx', ['--yes', `node@${line}`, '-p', 'process.execPath'], { timeoutMs: 300_000 });
  const path = out.split('\n').at(-1) ?? '';
  assert.equal(code, 0, `npx node@${line} cannot be installed here, so nothing is known about that Node.js: ${out}`);
  return path;
}

it(`npm start comes up and ends cleanly on Node.js ${line}`, async () => {
  const node = await newestNode();
  const version = await run(node, ['--version']);
  assert.match(version.out, new RegExp(`^v${line}\\.`));
  const port = await freePort();
  const desk = spawn(node, [join(projectRoot, 'dist', 'embedded', 'start.js')], {
    env: { ...process.env, DATABASE_URL: '', TEMPORAL_ADDRESS: '', DATA_DIR: folder, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [desk.stdout, desk.stderr]) stream?.on('data', (chunk) => (output += chunk));
  const ended = new Promise<number | null>((resolve) => desk.once('exit', resolve));
  try {
    await eventually(async () => {
      if (desk.exitCode !== null) return true;
      return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
    }, 150_000);
    await eventually(async () => desk.exitCode !== null || output.includes('Stop with Ctrl-C.'), 30_000);
    assert.equal(desk.exitCode, null, output);
  } finally {
    desk.kill('SIGTERM');
    assert.equal(await ended, 0, output);
  }
  assert.match(output, /Stopped\. The data are kept/);
  assert.doesNotMatch(output, /Warning/);
}, 400_000);
