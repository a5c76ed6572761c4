// Each module of the domain can be imported first: none needs another to be loaded before it.
import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { projectRoot } from '../../config.js';

const folder = join(projectRoot, 'dist', 'domain');
/** A worker thread has a module graph of its own, which is what makes this module the first. */
const importsOne = "import(require('node:worker_threads').workerData)";

function errorOf(module: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const workerData = pathToFileURL(join(folder, module)).href;
    const worker = new Worker(importsOne, { eval: true, workerData, execArgv: [] });
    worker.once('error', (error: Error) => resolve(`${module}: ${error.message}`));
    worker.once('exit', () => resolve(undefined));
  });
}

test('each module of domain/ can be imported alone', async () => {
  const modules = [...readdirSync(folder, { recursive: true, encoding: 'utf8' })].filter((path) =>
    path.endsWith('.js'),
  );
  assert.ok(modules.length > 100, `${modules.length} modules`);
  const errors: string[] = [];
  const left = [...modules];
  const work = async (): Promise<void> => {
    for (let module = left.pop(); module; module = left.pop()) {
      const error = await errorOf(module);
      if (error) errors.push(error);
    }
  };
  await Promise.all([work(), work()]);
  assert.deepEqual(errors, []);
}, 240_000);
