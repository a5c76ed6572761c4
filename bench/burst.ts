import { randomUUID } from 'node:crypto';
import { sleep } from '../embedded/processes.js';
import { poster } from './callers.js';
import type { Servers } from './servers.js';
import { quantile } from './statistics.js';

interface Latency {
  acts: number;
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

export interface BurstResult {
  calls: number;
  clients: number;
  seconds: number;
  /**
   * Milliseconds until the agent has the call on record and joined, and of somebody else's acts on other cases
   * meanwhile and before.
   */
  intake: Latency;
  meanwhile: Latency;
  before: Latency;
  restoreMs: number;
  /** From the restoration until every call was notified. */
  toldInSeconds: number;
  toldMeanwhile: Latency;
  /** Entries on the outage's row for all of the calls. */
  entriesOfOutage: number;
}

/** So often somebody else acts, on a case of another organisation. */
const everyMs = 100;

/**
 * Calls about one outage as fast as so many agents can take them, then its restoration, until each of them has heard.
 */
export async function measureBurst(servers: Servers, calls: number, clients: number): Promise<BurstResult> {
  const { banjie, stack, tokens } = servers;
  const http = poster(stack.apiUrl);
  const post = <T>(who: string, path: string, body: object) =>
    http.post<T>(path, body, { authorization: `Bearer ${tokens[who]}`, 'idempotency-key': randomUUID() });
  const record = (who: string, body: object) => post<{ number: string; status: string }>(who, '/v1/cases', body);
  const power = { rulebook: 'power', site: 'river-county-power', area: 'town', line: 'chengdong-1' };
  const other = await record('p01', {
    kind: 'complaint',
    rulebook: 'property',
    site: 'sunshine',
    channel: 'phone',
    subject: '楼道灯不亮',
  });
  /** A caller that goes on working until `stop`. */
  const colleague = () => {
    let working = true;
    const taken: number[] = [];
    const work = (async () => {
      while (working) {
        const from = performance.now();
        await post('p01', `/v1/cases/${other.number}/note`, { words: '已联系' });
        taken.push(performance.now() - from);
        await sleep(everyMs);
      }
    })();
    return async () => {
      working = false;
      await work;
      return latency(taken);
    };
  };
  const quiet = colleague();
  await sleep(5_000);
  const before = await quiet();

  const outage = await record('w09', {
    kind: 'outage',
    ...power,
    outageType: 'emergency',
    subject: '雷击跳闸',
    explanation: '线路遭雷击，正在抢修',
  });
  const busy = colleague();
  const taken: number[] = [];
  const startedAt = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let at = next++; at < calls; at = next++) {
        const from = performance.now();
        const call = await record('w01', {
          kind: 'fault-repair',
          ...power,
          channel: 'hotline',
          side: 'unclear',
          subject: '家中停电',
          place: `城东路${at}号`,
          customer: '来电人',
          phone: `139${String(at).padStart(8, '0')}`,
        });
        taken.push(performance.now() - from);
        if (call.status !== 'joined')
          throw new Error(`Call ${call.number} has not joined the outage: it is '${call.status}'.`);
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  const meanwhile = await busy();

  const later = colleague();
  const restoredAt = performance.now();
  await post('w09', `/v1/cases/${outage.number}/restore`, {});
  const restoreMs = performance.now() - restoredAt;
  for (const giveUpAt = Date.now() + 1_800_000; ; await sleep(100)) {
    const {
      rows: [row],
    } = await banjie.query(
      `SELECT state->'broadcasts'->0->>'state' AS state, (SELECT count(*)::integer FROM cases WHERE joined_to = $1 AND status = 'joined') AS left FROM cases WHERE number = $1`,
      [outage.number],
    );
    if (row.state === 'done' && row.left === 0) break;
    if (Date.now() > giveUpAt)
      throw new Error(`After half an hour ${row.left} calls have not heard that the supply is back.`);
  }
  const toldInSeconds = (performance.now() - restoredAt) / 1000;
  const toldMeanwhile = await later();
  const {
    rows: [written],
  } = await banjie.query('SELECT count(*)::integer AS entries FROM entries WHERE number = $1', [outage.number]);
  await http.close();
  return {
    calls,
    clients,
    seconds,
    intake: latency(taken),
    meanwhile,
    before,
    restoreMs,
    toldInSeconds,
    toldMeanwhile,
    entriesOfOutage: written.entries,
  };
}

function latency(taken: number[]): Latency {
  return {
    acts: taken.length,
    p50: quantile(taken, 0.5),
    p95: quantile(taken, 0.95),
    p99: quantile(taken, 0.99),
    max: quantile(taken, 1),
  };
}

/** The figures as Markdown lines: what was measured, a row each. */
export function burstRows({ intake, meanwhile, before, toldMeanwhile }: BurstResult): string[][] {
  const row = (name: string, { acts, p50, p95, p99, max }: Latency) => [
    name,
    String(acts),
    ...[p50, p95, p99, max].map((ms) => ms.toFixed(0)),
  ];
  return [
    row('intake of a call, joined', intake),
    row('acts on another case before', before),
    row('… during the calls', meanwhile),
    row('… while the calls are told', toldMeanwhile),
  ];
}
