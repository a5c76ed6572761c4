// An operator's day on a real desk: backed up under load, lost with its machine, restored on an empty one; its engine lost
// with all data; what differs told and mended. By the commands as they are called.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import type { DataSource } from 'typeorm';
import { projectRoot } from '../../config.js';
import { createDataSource } from '../../database/data-source.js';
import { ApiClient } from '../../demo/api-client.js';
import { demoTokens } from '../../demo/people.js';
import { isRefusal } from '../../domain/refusal.js';
import { engineSigningKeys } from '../../embedded/engine-keys.js';
import { freePort } from '../../embedded/ports.js';
import { run } from '../../embedded/processes.js';
import { startStack, type Stack } from '../../embedded/stack.js';
import { Ledger } from '../../ledger/ledger.js';
import { databaseTime } from '../../ledger/time-source.js';
import { caseState } from '../../ledger/read/case.js';
import { RulebookStore } from '../../ledger/versions/rulebooks.js';
import { Engine } from '../../temporal/engine.js';
import { actorOf } from '../support/actors.js';
import { eventually } from '../support/eventually.js';
import { assertWhole } from '../faults/real-desk.js';

const openCases = 300;
const isTold = /^\d+ cases that are not done, \d+ workflows: /m;

describe('a desk is kept running', () => {
  let folder: string;
  let dataDir: string;
  let port: number;
  let stack: Stack;
  let desk: ApiClient;
  let source: DataSource;
  let ledger: Ledger;
  let engine: Engine;

  async function start(): Promise<void> {
    stack = await startStack({ dataDir, port, env: { TELL_WITHIN: '0', DEMO: 'true' } });
    desk = new ApiClient(stack.apiUrl, demoTokens(dataDir), 60_000);
    source = await createDataSource(stack.databaseOwnerUrl).initialize();
    const rulebooks = new RulebookStore(source);
    await rulebooks.refresh(databaseTime, 0);
    ledger = new Ledger(source, rulebooks);
    const signingKeys = [await engineSigningKeys(dataDir)];
    engine = new Engine({ address: stack.temporalAddress, namespace: 'default', taskQueue: 'banjie', signingKeys });
  }
  async function leave(): Promise<void> {
    await engine?.close();
    await source?.destroy();
  }
  const command = (name: string, ...args: string[]) =>
    run(process.execPath, [join(projectRoot, 'dist', 'upkeep', `${name}-cli.js`), ...args], {
      env: {
        ...process.env,
        DATABASE_URL: '',
        TEMPORAL_ADDRESS: '',
        ENGINE_SIGNING_KEYS: '',
        DATA_DIR: dataDir,
        PORT: String(port),
      },
      timeoutMs: 200_000,
    });
  /** What `npm run reconcile` says, each case by its number. */
  async function differences(
    ...args: string[]
  ): Promise<{ code: number | null; said: Map<string, string>; out: string }> {
    const { code, out } = await command('reconcile', ...args);
    const lines = [...out.matchAll(/^(\S+-\d{4}-\d+): (.*)$/gm)];
    return { code, out, said: new Map(lines.map(([, number, what]) => [number!, what!])) };
  }
  /** Waits until ledger and engine agree; where they do not, says in what they differ. */
  async function agree(atMostMs = 120_000): Promise<void> {
    let last = '';
    const isSo = async () => {
      const { code, out } = await differences();
      last = out;
      return code === 0;
    };
    await eventually(isSo, atMostMs).catch((cause: unknown) => {
      throw new Error(last, { cause });
    });
  }
  const doctor = async () => {
    const { code, out } = await command('doctor', '--json');
    const { works, findings } = JSON.parse(out) as { works: boolean; findings: { check: string; state: string }[] };
    return {
      code,
      works,
      failing: findings.filter(({ state }) => state === 'fail').map(({ check }) => check),
      findings,
    };
  };
  const record = async (): Promise<string> =>
    (await desk.record('p01', { kind: 'complaint', subject: 'lamp out', phone: '13800000000' })).number;
  const opening = { rulebook: 'property', site: 'sunshine', kind: 'complaint' };
  /** A complaint that was opened so long ago. */
  async function opened(agoMs = 0): Promise<string> {
    const time = { ...databaseTime, now: (now: Date) => new Date(now.getTime() - agoMs) };
    const by = agoMs === 0 ? ledger : new Ledger(source, ledger.rulebooks, { time });
    const input = { channel: 'phone', words: { subject: 'lamp out' } };
    const answer = await by.open(actorOf('p01'), { ...opening, input }, randomUUID());
    if (isRefusal(answer)) throw new Error(answer.text.en);
    return answer.state.number;
  }
  const viewOf = async (number: string) => ledger.viewOf((await caseState(source, number))!, false);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'banjie-kept-'));
    dataDir = join(folder, 'first');
    port = await freePort();
    await start();
  });
  afterAll(async () => {
    await leave();
    await stack?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('W-16.11 doctor: on a desk that works every line is ok or says what to do', async () => {
    const { code, works, findings, failing } = await doctor();
    assert.deepEqual({ code, works, failing }, { code: 0, works: true, failing: [] });
    for (const check of ['settings', 'schema', 'engine', 'worker', 'clock', 'disk', 'mail', 'outbox', 'certificate'])
      assert.ok(
        findings.some((finding) => finding.check === check),
        check,
      );
    const { out } = await command('doctor');
    assert.match(out, /^ok {4}engine +it answers at 127\.0\.0\.1:\d+$/m);
  });

  it('W-16.11 a desk that is backed up under load and lost with its machine goes on from the backup: its deadlines are met, its record is whole', async () => {
    // To be sorted within half an hour.
    const almostLate = await opened(30 * 60_000 - 75_000);
    let stop = false;
    let recorded = 0;
    const load = Array.from({ length: 3 }, async () => {
      for (; !stop; recorded++) await record();
    });
    await eventually(async () => recorded > 10);
    const { code, out } = await command('backup', join(folder, 'backups'));
    stop = true;
    await Promise.all(load);
    assert.equal(code, 0, out);
    assert.match(out, /holds the desk as it was at .*: \d+ rows of \d+ tables, 0 files, \d keys, heads and lists/);
    const { clock } = (await viewOf(almostLate)).next!;

    await leave();
    for (const name of ['api', 'worker', 'temporal', 'postgres'] as const) await stack.kill(name, 'SIGKILL');
    await stack.stop();
    await rm(dataDir, { recursive: true, force: true });
    dataDir = join(folder, 'second');
    const restored = await command('restore', join(folder, 'backups'));
    assert.equal(restored.code, 0, restored.out);
    assert.match(restored.out, /cases with \d+ entries are restored, every chain is whole/);
    await start();
    await agree();
    const late = async () => (await desk.read('p01', almostLate)).clocks.find(({ id }) => id === clock)!;
    await eventually(async () => (await late()).breachedAt !== null, 100_000);
    const { breachedAt, due } = await late();
    assert.equal(Date.parse(breachedAt!), Date.parse(due));
    await assertWhole(stack.databaseUrl, recorded > 10 ? 10 : 0);
    assert.equal((await doctor()).code, 0);
    const again = await command('restore', join(folder, 'backups'));
    assert.match(again.out, /The database is not empty .*take another DATA_DIR or an empty database/);
    assert.equal(again.code, 1);
  });

  it(`W-16.11 an engine that is lost with all its data comes back from the ledger, with the timer of each of ${openCases} open cases`, async () => {
    await stack.kill('temporal', 'SIGKILL');
    assert.deepEqual((await doctor()).failing, ['engine']);
    for (const file of [...(await readdir(dataDir))].filter((name) => name.startsWith('temporal.db')))
      await rm(join(dataDir, file));
    const numbers: string[] = [];
    await Promise.all(
      Array.from({ length: 8 }, async (_, lane) => {
        for (let i = lane; i < openCases; i += 8) numbers.push(await opened());
      }),
    );
    // As if the engine had known them all.
    await source.query('DELETE FROM outbox');
    await stack.restart('temporal');
    await eventually(() => engine.alive());
    const { code, out } = await differences();
    assert.equal(code, 3, out);
    assert.match(out, /it is open, and no workflow attends to it/);
    // Some of them the worker told the engine of meanwhile, as their moments came.
    assert.ok(Number(/^no-workflow: (\d+) in all\.$/m.exec(out)?.[1]) > openCases / 2, out);
    const mended = await differences('--mend');
    assert.match(mended.out, isTold);
    await agree(300_000);
    for (let from = 0; from < numbers.length; from += 20)
      await Promise.all(
        numbers.slice(from, from + 20).map(async (number) => {
          const [{ next, seq }, standing] = [await viewOf(number), await engine.standing(number)];
          assert.equal(standing?.told, seq, number);
          // Measured from the beginning of a task, it runs from its end.
          const lateMs = Date.parse(standing?.timerAt ?? '') - Date.parse(next!.at);
          assert.ok(lateMs > -1_000 && lateMs < 60_000, `${number} wakes ${lateMs} ms after its moment`);
        }),
      );
  }, 500_000);

  it('W-16.11 reconcile names what differs between ledger and engine, and mends it', async () => {
    const [ahead, deaf, behind, stuck] = [await record(), await record(), await record(), await record()];
    await agree();
    // The worker is away: its place is taken by one that fails.
    await stack.kill('worker');
    await desk.act('p01', behind!, 'note', { words: 'said while nobody listened' });
    await eventually(async () => (await source.query('SELECT FROM outbox')).length === 0);
    await engine.signal({ view: { ...(await viewOf(ahead!)), seq: 99 }, acts: [] });
    await engine.end(deaf!, 'test');
    await engine.signal({ view: { ...(await viewOf(deaf!)), next: null }, acts: [] });
    await engine.signal({ view: { ...(await viewOf(ahead!)), number: 'PC-2026-999999' }, acts: [] });
    await stack.restart('worker');
    await eventually(async () => (await engine.standing(deaf!))?.task.attempt === 0);
    await stack.kill('worker');
    await failTasksOf(stuck!);
    const found = await differences();
    assert.equal(found.code, 3);
    assert.match(found.said.get(stuck!) ?? found.out, /^its workflow's task has failed 2 times/);
    await engine.end(behind!, 'test');
    const before = await viewOf(behind!);
    await engine.signal({ view: { ...before, seq: before.seq - 1 }, acts: [] });
    await stack.restart('worker');
    const { said } = await differences('--mend');
    assert.deepEqual(
      {
        ahead: said.get(ahead!)?.replace(/\d+\.$/, 'N.'),
        deaf: said.get(deaf!)?.replace(/at \S+,/, 'at T,'),
        behind: said.get(behind!)?.replaceAll(/\d+/g, 'N'),
        unknown: said.get('PC-2026-999999'),
      },
      {
        ahead: 'its workflow knows of entry 99, and the ledger ends with N.',
        deaf: 'its next moment is at T, and its workflow has no timer.',
        behind: 'its workflow knows of entry N, and the ledger of N.',
        unknown: 'a workflow runs, and the ledger has no such case.',
      },
    );
    await agree();
  });

  /** Takes the task of a workflow as a worker would, and fails it, twice. */
  async function failTasksOf(number: string): Promise<void> {
    const connection = await Connection.connect({ address: stack.temporalAddress });
    try {
      await engine.signal({ view: await viewOf(number), acts: [] });
      for (let failed = 0; failed < 2;) {
        const { taskToken, workflowExecution } = await connection.withDeadline(Date.now() + 60_000, () =>
          connection.workflowService.pollWorkflowTaskQueue({
            namespace: 'default',
            taskQueue: { name: 'banjie' },
            identity: 'a worker that fails',
          }),
        );
        if (!taskToken?.length) continue;
        if (workflowExecution?.workflowId === number) failed++;
        await connection.workflowService.respondWorkflowTaskFailed({ namespace: 'default', taskToken, cause: 1 });
      }
    } finally {
      await connection.close();
    }
  }
});
