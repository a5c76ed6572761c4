// Names of time zones, against the real PostgreSQL and the Schedules of the real Temporal server.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { inZone, isZone } from '../../domain/time/zone.js';
import { zoneNames } from '../../domain/time/zone-names.js';
import type { DutyRecurrence } from '../../domain/rulebook/duties.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { RulebookStore } from '../../ledger/versions/rulebooks.js';
import { Engine } from '../../temporal/engine.js';
import { ScheduleSync } from '../../temporal/schedule-sync.js';
import { ensureSchedules, schedulesOf, specOf, type DesiredSchedule } from '../../temporal/schedules.js';
import { everySecond } from '../support/every-second.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { signingKeys } from '../support/engine-keys.js';
import { eventually } from '../support/eventually.js';
import { shipped } from '../support/shipped.js';

const site = { id: 'river-county-power', rulebooks: ['power'] };
const power = shipped.find(({ name }) => name === 'power')!;
const refusedNames = ['+08:00', 'asia/shanghai', 'CST', 'GMT+8', 'Beijing', 'localtime', ''];

describe('names of time zones mean the same to Node.js, PostgreSQL and Temporal', () => {
  let database: TestDatabase;
  const engines: Engine[] = [];
  beforeAll(async () => void (database = await freshDatabase()));
  afterAll(async () => {
    for (const engine of engines) {
      await ensureSchedules(engine, []).catch(() => undefined);
      await engine.close();
    }
    await database.drop();
  });

  const engineOf = (): Engine => {
    const engine = new Engine({
      address: process.env['BANJIE_TEST_TEMPORAL']!,
      namespace: 'default',
      taskQueue: `zones-${randomUUID().slice(0, 8)}`,
      signingKeys,
    });
    engines.push(engine);
    return engine;
  };
  const wantedOf = (engine: Engine): DesiredSchedule[] => schedulesOf(shipped, [site], engine.taskQueue);
  const inZoneOf = (wanted: DesiredSchedule, timeZone: string): DesiredSchedule => ({
    ...wanted,
    round: { ...wanted.round, timeZone },
    spec: specOf(wanted.round.every as DutyRecurrence, wanted.round.opensAt, timeZone),
  });

  it('every name that may be written is known to all three, and none that may not', async () => {
    const rows: { name: string }[] = await database.source.query(`SELECT name FROM pg_timezone_names`);
    const postgres = new Set(rows.map(({ name }) => name));
    for (const name of zoneNames) assert.ok(isZone(name) && postgres.has(name), name);
    assert.equal(zoneNames.size, 597);
    for (const name of refusedNames) assert.ok(!isZone(name), name);
    const engine = engineOf();
    const [one] = wantedOf(engine) as [DesiredSchedule];
    // Every area, and every name without one, for the engine: all 597 would take as long as the rest of this file.
    const areas = new Map([...zoneNames].map((name) => [name.includes('/') ? name.split('/')[0] : name, name]));
    const tried = [...areas.values(), 'Asia/Shanghai', 'Asia/Chongqing', 'Asia/Urumqi', 'Asia/Kolkata'];
    const { created, refused } = await ensureSchedules(
      engine,
      tried.map((name) => ({ ...inZoneOf(one, name), id: `${one.id}:${name}` })),
    );
    assert.deepEqual(refused, []);
    assert.equal(created.length, new Set(tried).size);
  });

  it('a Schedule that the engine refuses stops no other; it is named with its reason, once until that changes', async () => {
    const engine = engineOf();
    const all = wantedOf(engine);
    const [first, ...others] = all as [DesiredSchedule, ...DesiredSchedule[]];
    let wanted = [inZoneOf(first, 'CST'), ...others];
    const lines: Record<string, unknown>[] = [];
    const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
    let inForce = '1';
    const sync = new ScheduleSync(
      engine,
      () => Promise.resolve(wanted),
      log,
      () => Promise.resolve(inForce),
    );
    const said = (level: number) => lines.filter((line) => line['level'] === level);
    const rounds = everySecond(
      () => sync.runOnce(),
      (error) => sync.reportFault(error),
    );
    rounds.start();
    await eventually(async () => said(50).length > 0);
    const { duty } = first.round;
    assert.deepEqual(
      ['rulebook', 'duty', 'site', 'timeZone', 'reason'].map((key) => said(50)[0]![key]),
      ['power', duty, site.id, 'CST', 'unknown time zone CST'],
    );
    assert.match(
      String(said(50)[0]!['msg']),
      new RegExp(`duty '${duty}' of rulebook power .* publish a version of power .* Asia/Shanghai`),
    );
    assert.equal(said(30)[0]!['created'], others.length);
    for (const { id } of others) await engine.schedules.getHandle(id).describe();
    inForce = '2';
    wanted = [inZoneOf(first, 'asia/shanghai'), ...others];
    await eventually(async () => said(50).length === 2);
    inForce = '3'; // nothing has changed for it: nothing is said again
    const looked = lines.length;
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    assert.equal(lines.length, looked);
    [inForce, wanted] = ['4', all];
    await eventually(async () => said(30).length === 2);
    await rounds.stop();
    assert.equal(said(50).length, 2);
    const made = await engine.schedules.getHandle(first.id).describe();
    assert.equal(made.spec.timezone, 'Asia/Shanghai');
  });

  it('a version on record that names another zone is read as before, has its Schedules, and the desk says what to do', async () => {
    const store = async (timeZone: string) => {
      const version = `zones-${timeZone}`;
      const calendars = Object.fromEntries(
        Object.entries(power.calendars).map(([name, calendar]) => [name, { ...calendar, timeZone }]),
      );
      const rulebook: Rulebook = { ...power, name: `power-${timeZone}`, version, timeZone, calendars };
      const rulebooks = new RulebookStore(database.source);
      await rulebooks.register([rulebook]);
      const other = new RulebookStore(database.source); // a process that only finds it on record
      await other.register([]);
      return { found: other.current(rulebook.name)!, said: (await other.foreignZones()).at(-1) };
    };
    const at = Date.parse('2026-07-01T00:00Z');
    for (const [written, readAs] of [
      ['asia/shanghai', 'Asia/Shanghai'],
      ['+08:00', 'Etc/GMT-8'],
      ['CST', 'America/Chicago'],
    ] as const) {
      const { found, said } = await store(written);
      assert.equal(found.timeZone, readAs);
      assert.ok(Object.values(found.calendars).every(({ timeZone }) => timeZone === readAs));
      assert.equal(inZone(at, written), inZone(at, readAs));
      const [{ local }] = await database.source.query(
        `SELECT to_char($1::timestamptz AT TIME ZONE $2, 'YYYY-MM-DD"T"HH24:MI:SS') AS local`,
        [new Date(at), found.timeZone],
      );
      assert.equal(local, inZone(at, written).slice(0, 19), 'PostgreSQL counts as the desk does');
      assert.match(said!, new RegExp(`names the time zone '.{3,13}', .* is read as ${readAs}: publish a version`));
      const engine = engineOf();
      const { refused } = await ensureSchedules(
        engine,
        schedulesOf([found], [{ id: site.id, rulebooks: [found.name] }], engine.taskQueue),
      );
      assert.deepEqual(refused, []);
    }
  });
});
