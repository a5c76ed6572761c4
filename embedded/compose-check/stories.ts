// The three stories of `npm run compose:check`, each with what must be seen, and within which time.
import { setTimeout as pause } from 'node:timers/promises';
import { Client as EngineClient, Connection } from '@temporalio/client';
import { Client as DatabaseClient } from 'pg';
import type { ApiClient } from '../../demo/api-client.js';
import { dutiesOf } from '../../domain/rulebook/duties.js';
import { loadAllRulebooks } from '../../rulebooks/load.js';
import type { ComposeDesk } from './compose-desk.js';
import { trialOrganisation, trialSite, type AdministratorSession } from './first-organisation.js';

/** What the stories are played with. */
export interface ComposeStage {
  desk: ComposeDesk;
  administrator: AdministratorSession;
  client: ApiClient;
  /** The real instant at which a case's clock shows `at`, in ms. */
  realMs(at: string): number;
  say(text: string): void;
}

const second = 1_000;
/** How long the engine is away: longer than gRPC's own pauses take to grow beyond what is asked of the desk. */
const awayMs = 60 * second;
const soonMs = 10 * second;
/** TELL_WITHIN, the patience of the relay, and some. */
const toldMs = 45 * second;

const ms = (since: number): string => `${((Date.now() - since) / second).toFixed(1)} s`;

/** Asks until it is so; how long it took in ms. @throws an Error that says what was waited for in vain. */
async function until(what: string, patienceMs: number, isSo: () => Promise<boolean>): Promise<number> {
  for (const begun = Date.now(); ; await pause(50)) {
    if (await isSo()) return Date.now() - begun;
    if (Date.now() - begun > patienceMs) throw new Error(`${what}: not so after ${ms(begun)}.`);
  }
}

const recordComplaint = async ({ client }: ComposeStage) =>
  client.record('g01', {
    site: trialSite,
    kind: 'complaint',
    subject: '楼道灯不亮',
    customer: '业主甲',
    phone: '13800000000',
    place: '3-2-501',
  });

const sort = ({ client }: ComposeStage, number: string) =>
  client.act('g01', number, 'sort', { valid: true, grounds: ['slight-inconvenience'], department: 'engineering' });

/** A complaint that nobody sorts in time: its timer fires in the engine; then it goes its way to the file. */
export async function complaintToFile(stage: ComposeStage): Promise<void> {
  const { client, say, desk } = stage;
  const { number, clocks } = await recordComplaint(stage);
  const due = stage.realMs(clocks.find(({ id }) => id === 'sort')!.due);
  await pause(Math.max(0, due - Date.now()));
  await until(`${number} is late in being sorted`, soonMs, async () =>
    (await client.timeline('g01', number)).some(({ act, facts }) => act === 'breach' && facts['clock'] === 'sort'),
  );
  const lateMs = Date.now() - due;
  const fired = await withEngine(desk, async ({ workflow }) => {
    const { events = [] } = await workflow.getHandle(number).fetchHistory();
    return events?.filter(({ timerFiredEventAttributes }) => timerFiredEventAttributes).length ?? 0;
  });
  if (fired === 0) throw new Error(`${number} was late by the net, not by a timer of its workflow.`);
  say(`  ${number}: late is on record ${lateMs} ms after it was due; ${fired} timers fired in the engine`);
  await sort(stage, number);
  await client.act('g02', number, 'sign');
  await client.act('g02', number, 'finish', { done: '已更换灯具' });
  await client.act('g02', number, 'return-form');
  await client.act('g03', number, 'revisit', { outcome: 'satisfied', channel: 'phone' });
  await client.act('g01', number, 'close');
  const took = await withEngine(desk, ({ workflow }) =>
    until(`the workflow of ${number} is completed`, 30 * second, async () => {
      const { status } = await workflow.getHandle(number).describe();
      return status.name === 'COMPLETED';
    }),
  );
  say(`  ${number}: filed; its workflow was completed ${took} ms later`);
}

/** An act while the engine is away: taken at once, and known to the engine within ten seconds of its coming back. */
export async function actWhileAway(stage: ComposeStage): Promise<void> {
  const { desk, say, client } = stage;
  const { number } = await recordComplaint(stage);
  await until('the engine is told of the case', toldMs, () => isToldAll(desk, number));
  await desk.stopEngine();
  const away = Date.now();
  await until('/readyz says that the engine is away', soonMs, async () => !(await isReady(desk)));
  const asked = Date.now();
  await sort(stage, number);
  say(`  ${number}: sorted in ${Date.now() - asked} ms while the engine was away`);
  await pause(Math.max(0, away + awayMs - Date.now()));
  if (await isToldAll(desk, number)) throw new Error('The outbox is empty although the engine is away.');
  await desk.startEngine();
  const back = Date.now();
  await until('the outbox is empty', toldMs, () => isToldAll(desk, number));
  say(`  ${number}: told to the engine ${ms(back)} after it was back from ${awayMs / second} s`);
  await until('the desk is ready', soonMs, () => isReady(desk));
  say(`  the desk is ready again ${ms(back)} after it was back`);
  await client.act('g01', number, 'withdraw', { reason: '业主撤回' });
}

/** A site that is made while the worker runs has the Schedules of its duties within seconds. */
export async function newSite({ desk, administrator, say }: ComposeStage): Promise<void> {
  const power = loadAllRulebooks().find(({ rulebook: { name } }) => name === 'power')!.rulebook;
  const wanted = Object.values(dutiesOf(power)).filter(({ every, opensAt }) => every && opensAt).length;
  const site = 'osmanthus-power';
  await administrator.post('/v1/sites', {
    id: site,
    kind: 'power-county',
    name: { 'zh-CN': '金桂供电所', en: 'Osmanthus Power' },
    rulebooks: ['power'],
    organisation: trialOrganisation,
  });
  const took = await withEngine(desk, ({ schedule }) =>
    until(`the Schedules of ${site}`, soonMs, async () => {
      let found = 0;
      for await (const { scheduleId } of schedule.list()) if (scheduleId.endsWith(`:${site}`)) found += 1;
      return found === wanted;
    }),
  );
  say(`  ${site}: ${wanted} Schedules ${(took / second).toFixed(1)} s after it was made`);
}

async function withEngine<T>({ temporalAddress }: ComposeDesk, work: (client: EngineClient) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address: temporalAddress });
  try {
    return await work(new EngineClient({ connection }));
  } finally {
    await connection.close();
  }
}

/** Whether nothing of the case waits to be told to the engine. */
async function isToldAll({ ownerUrl }: ComposeDesk, number: string): Promise<boolean> {
  const client = new DatabaseClient({ connectionString: ownerUrl });
  await client.connect();
  try {
    return (await client.query('SELECT 1 FROM outbox WHERE number = $1', [number])).rowCount === 0;
  } finally {
    await client.end();
  }
}

const isReady = async ({ apiUrl }: ComposeDesk): Promise<boolean> => (await fetch(`${apiUrl}/readyz`)).ok;
