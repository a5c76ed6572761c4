import { afterEach, beforeEach, describe, jest, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../../config.js';
import { run } from '../../embedded/processes.js';
import { createLog } from '../../log.js';

describe('the log', () => {
  const lines: Record<string, unknown>[] = [];
  const to = { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) };
  beforeEach(() => {
    lines.length = 0;
    jest.useFakeTimers({ now: Date.parse('2026-11-23T02:30:00Z') });
  });
  afterEach(() => void jest.useRealTimers());

  test('is JSON with the time in ISO 8601', () => {
    createLog('api', { level: 'info', to }).info({ address: 'x' }, 'The API listens.');
    const [{ time, name, level, address, msg }] = lines as [Record<string, unknown>];
    assert.deepEqual(
      [time, name, level, address, msg],
      ['2026-11-23T02:30:00.000Z', 'api', 30, 'x', 'The API listens.'],
    );
  });

  test('of the worker says the same no more than once a minute, then with how often it came', () => {
    const log = createLog('worker', { level: 'info', quiet: true, to });
    for (let second = 0; second < 130; second += 1) {
      log.warn({ address: 'a:1' }, 'No Temporal server answers; trying again.');
      log.warn(`gRPC call poll_workflow_task_queue retried ${second} times`);
      log.error({ cases: second }, 'late');
      log.info('not held back');
      jest.advanceTimersByTime(1_000);
    }
    const of = (msg: string) => lines.filter((line) => String(line['msg']).startsWith(msg));
    assert.deepEqual(
      of('No Temporal').map(({ time, repeated }) => [time, repeated]),
      [
        ['2026-11-23T02:30:00.000Z', undefined],
        ['2026-11-23T02:31:00.000Z', 59],
        ['2026-11-23T02:32:00.000Z', 59],
      ],
    );
    assert.equal(of('gRPC call').length, 3);
    assert.equal(of('late').length, 3);
    assert.equal(of('not held back').length, 130);
  });

  test('of the worker writes what is different, and what ends it, at once', () => {
    const log = createLog('worker', { level: 'info', quiet: true, to });
    for (const number of ['PC-2026-000001', 'PC-2026-000002'])
      log.error({ case: number }, 'A moment could not be entered.');
    for (let times = 0; times < 2; times += 1) log.fatal('The worker stops at a fault.');
    assert.equal(lines.length, 4);
  });
});

test('the frames of a fault are lines of the sources, without its message', async () => {
  const module = (name: string) => JSON.stringify(pathToFileURL(join(projectRoot, 'dist', name)).href);
  const code = `
    const { framesOf } = await import(${module('log.js')});
    const { readConfig } = await import(${module('config.js')});
    try { readConfig(['DATABASE_URL'], {}); } catch (error) { console.log(framesOf(error).join('\\n')); }`;
  const { out } = await run(process.execPath, ['--input-type=module', '--eval', code]);
  const [frame = ''] = out.trim().split('\n');
  const [, line] = /^at read \(\S*\/config\.ts:(\d+):\d+\)$/.exec(frame) ?? [];
  assert.match(
    readFileSync(join(projectRoot, 'config.ts'), 'utf8').split('\n')[Number(line) - 1] ?? frame,
    /throw new Error/,
  );
  assert.doesNotMatch(out, /DATABASE_URL/);
});
