import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../database/data-source.js';
import { PersonRow, PostRow, SiteRow } from '../../database/entities/organisation.js';
import { migrate } from '../../database/migrate.js';
import { migrations } from '../../database/migrations/all.js';
import { systemActor, engineOperator, type Actor } from '../../domain/actor.js';
import type { CaseState } from '../../domain/case/case.js';
import { isRefusal, type Refusal } from '../../domain/refusal.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { demoPeople, demoRows, demoSites } from '../../demo/people.js';
import type { LedgerAnswer, OpenRequest } from '../../ledger/request.js';
import { Ledger, type LedgerOptions } from '../../ledger/ledger.js';
import { RulebookStore } from '../../ledger/versions/rulebooks.js';
import { loadAllRulebooks } from '../../rulebooks/load.js';
import './frozen-states.js';
import { testTime, type TestTime } from './time.js';

/** A database of its own for one test file. */
export interface TestDatabase {
  /** As the application's role. */
  source: DataSource;
  /** As the superuser who owns the tables: for tampering. */
  ownerUrl: string;
  appUrl: string;
  drop(): Promise<void>;
}

/** A fresh, migrated database, copied from a template that is made once per cluster. */
export async function freshDatabase(options: { pool?: number } = {}): Promise<TestDatabase> {
  const clusterUrl = need('BANJIE_TEST_OWNER_URL');
  const template = `banjie_template_${createHash('sha256').update(migrations.map(String).join()).digest('hex').slice(0, 12)}`;
  const name = `banjie_test_${randomUUID().replaceAll('-', '').slice(0, 20)}`;
  await withClient(clusterUrl, async (client) => {
    await client.query('SELECT pg_advisory_lock(20261124)');
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [template]);
    if (!rowCount) {
      await client.query(`DROP DATABASE IF EXISTS ${template}_draft WITH (FORCE)`);
      await client.query(`CREATE DATABASE ${template}_draft`);
      await migrate(urlOf(clusterUrl, `${template}_draft`));
      await client.query(`ALTER DATABASE ${template}_draft RENAME TO ${template}`);
    }
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  const ownerUrl = urlOf(clusterUrl, name);
  const appUrl = urlOf(clusterUrl, name, 'banjie_app', need('BANJIE_TEST_APP_PASSWORD'));
  const source = await createDataSource(appUrl, { name: 'banjie-test', pool: options.pool ?? 8 }).initialize();
  const drop = async (): Promise<void> => {
    if (source.isInitialized) await source.destroy();
    await withClient(clusterUrl, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  };
  return { source, ownerUrl, appUrl, drop };
}

/** One connection as whoever the URL says, closed afterwards. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * The rulebooks as they are shipped: read once by the runner for all files that have servers, which spares each of them
 * half a second.
 */
export const shipped: Rulebook[] = readShipped(process.env['BANJIE_TEST_RULEBOOKS']);
export const property: Rulebook = shipped.find(({ name }) => name === 'property')!;

/** A ledger with the shipped rulebooks registered, and the demo sites, people and posts (no tokens) seeded. */
export async function makeLedger({ source, ...options }: LedgerOptions & { source: DataSource }): Promise<Ledger> {
  const insert = (table: new () => object, values: object[]) =>
    source.createQueryBuilder().insert().into(table).values(values).orIgnore().execute();
  await insert(SiteRow, demoRows.sites);
  await insert(PersonRow, demoRows.people);
  await insert(PostRow, demoRows.posts);
  const rulebooks = new RulebookStore(source);
  await rulebooks.register(shipped);
  return new Ledger(source, rulebooks, options);
}

/** A demo person as the API would make the actor: `actorOf('p03')` is the CS supervisor. */
export function actorOf(personId: string): Actor {
  const person = demoPeople.find(({ id }) => id === personId);
  if (!person) throw new Error(`No demo person ${personId}.`);
  return {
    kind: 'person',
    id: personId,
    organisation: person.organisation,
    posts: person.posts.map(([role, site, department]) => ({ role, site, department: department ?? null })),
  };
}

/**
 * Somebody made up who holds one role: at all sites of the demo organisation whose rulebook has the role, unless a
 * site, department or organisation is given. `id` tells two of a role apart.
 */
export function actorIn(
  role: string,
  where: { site?: string; department?: string; id?: string; organisation?: string } = {},
): Actor {
  if (role === 'desk') return systemActor;
  if (role === 'engine-operator') return engineOperator;
  return {
    kind: 'person',
    id: where.id ?? `some-${role}`,
    organisation: where.organisation ?? organisationOf(role),
    posts: [{ role, site: where.site ?? null, department: where.department ?? null }],
  };
}

function organisationOf(role: string): string {
  const rulebooks = shipped.filter(({ roles }) => roles[role]).map(({ name }) => name);
  return (demoSites.find((site) => site.rulebooks.some((name) => rulebooks.includes(name))) ?? demoSites[0]!)
    .organisation;
}

/** Puts a made-up actor on record, so that notices find them. */
export async function hire(source: DataSource, actor: Actor): Promise<Actor> {
  if (actor.kind !== 'person') throw new Error('Only people are hired.');
  await source.getRepository(PersonRow).insert({
    id: actor.id,
    name: actor.id,
    organisation: actor.organisation,
    email: `${actor.id}@banjie.example`,
    language: 'zh-CN',
  });
  await source.getRepository(PostRow).insert(
    actor.posts.map((post) => ({
      personId: actor.id,
      role: post.role,
      siteId: post.site,
      department: post.department,
    })),
  );
  return actor;
}

/** Who acts: an actor, a demo person (`p03`) or a role (`cs-agent`: somebody made up who holds it everywhere). */
export type Who = Actor | string;

export interface RecordOverrides {
  by?: Who;
  site?: string;
  receivedAt?: string;
  input?: Record<string, unknown>;
  words?: Record<string, string>;
  parent?: OpenRequest['parent'];
}

/** A desk to test on: a database, a ledger on test time, and short ways to open cases and act on them. */
export class TestLedger {
  private constructor(
    readonly database: TestDatabase,
    readonly ledger: Ledger,
    readonly time: TestTime,
  ) {}

  static async start(options: { at?: string; pool?: number } & Omit<LedgerOptions, 'time'> = {}): Promise<TestLedger> {
    const { at, pool, ...rest } = options;
    const database = await freshDatabase(pool ? { pool } : {});
    const time = testTime(at ?? '2026-11-23T01:00:00Z');
    return new TestLedger(database, await makeLedger({ source: database.source, time, ...rest }), time);
  }

  stop(): Promise<void> {
    return this.database.drop();
  }

  /** The same desk at a time of its own: moving it moves nobody else's. */
  atOtherTime(at: string, options: Omit<LedgerOptions, 'time'> = {}): TestLedger {
    return TestLedger.on(this.database, this.ledger.rulebooks, at, options);
  }

  /** A desk on a database that others work on. */
  static on(
    database: TestDatabase,
    rulebooks: RulebookStore,
    at: string,
    options: Omit<LedgerOptions, 'time'> = {},
  ): TestLedger {
    const time = testTime(at);
    return new TestLedger(database, new Ledger(database.source, rulebooks, { ...options, time }), time);
  }

  /** A recorded complaint: at the estate, by hotline, reachable, no harm. */
  complaint({ by = 'p01', site = 'sunshine', receivedAt, input, words }: RecordOverrides = {}): Promise<CaseState> {
    const said = {
      subject: '楼道灯不亮',
      description: '三单元楼道灯坏了一周',
      demand: '尽快修好',
      place: '3号楼',
      happenedWhen: '上周起',
      complainedOf: '工程部',
      customer: '张三',
      phone: '13800000000',
    };
    return this.opened(by, {
      kind: 'complaint',
      rulebook: 'property',
      site,
      ...(receivedAt ? { receivedAt } : {}),
      input: { channel: 'hotline', words: { ...said, ...words }, ...input },
    });
  }

  /** A recorded repair: plumbing at the estate, by hotline, reachable, no emergency. */
  repair({
    by = 'p01',
    site = 'sunshine',
    receivedAt,
    input,
    words,
    parent,
  }: RecordOverrides = {}): Promise<CaseState> {
    const said = { subject: '水管漏水', place: '3号楼301', customer: '张三', phone: '13800000000' };
    return this.opened(by, {
      kind: 'repair',
      rulebook: 'property',
      site,
      ...(receivedAt ? { receivedAt } : {}),
      ...(parent ? { parent } : {}),
      input: { channel: 'hotline', repairType: 'plumbing', words: { ...said, ...words }, ...input },
    });
  }

  /** A repair as the desk opens it for a complaint that has asked for one; the complaint is not told its number yet. */
  async repairFor({ number, kind, links }: CaseState): Promise<CaseState> {
    const { key: childKey, ask } = links.find(({ state }) => state === 'asked')!;
    return this.repair({ by: 'desk', input: ask!.input, parent: { number, kind, childKey, shield: ask!.shield } });
  }

  /** Opens a case; throws when it is refused. */
  async opened(by: Who, opening: OpenRequest): Promise<CaseState> {
    return accepted(await this.ledger.open(who(by), opening, randomUUID())).state;
  }

  /** Enters an act; throws when it is refused. */
  async act(
    number: string,
    by: Who,
    act: string,
    input: object = {},
    more: { happenedAt?: string; ifSeq?: number } = {},
  ): Promise<CaseState> {
    return accepted(await this.attempt(number, by, act, input, more)).state;
  }

  /** Enters an act that must be refused, and gives the refusal. */
  async refused(
    number: string,
    by: Who,
    act: string,
    input: object = {},
    more: { happenedAt?: string; ifSeq?: number } = {},
  ): Promise<Refusal> {
    const answer = await this.attempt(number, by, act, input, more);
    if (!isRefusal(answer)) throw new Error(`'${act}' was not refused.`);
    return answer;
  }

  attempt(
    number: string,
    by: Who,
    act: string,
    input: object = {},
    more: { happenedAt?: string; ifSeq?: number } = {},
  ): Promise<LedgerAnswer | Refusal> {
    return this.ledger.append(who(by), { number, act, input, ...more }, randomUUID());
  }

  /** Moves the time on and enters what has come, as the engine would; gives the case. */
  async at(iso: string, number: string): Promise<CaseState> {
    this.time.set(iso);
    await this.ledger.catchUp(number);
    return this.state(number);
  }

  async state(number: string): Promise<CaseState> {
    const [row] = await this.database.source.query(`SELECT state FROM cases WHERE number = $1`, [number]);
    return row.state;
  }

  /** The entries of a case, oldest first. */
  entries(number: string): Promise<
    {
      seq: number;
      act: string;
      actor: string;
      role: string;
      at: Date;
      facts: Record<string, unknown>;
      notices: { role: string; kind: string }[];
    }[]
  > {
    return this.database.source.query(`SELECT * FROM entries WHERE number = $1 ORDER BY seq`, [number]);
  }
}

/** The answer, or an error that says why it was refused. */
export function accepted(answer: LedgerAnswer | Refusal): LedgerAnswer {
  if (isRefusal(answer))
    throw new Error(`Refused, ${answer.code} (${answer.clause ?? 'no clause'}): ${answer.text.en}`);
  return answer;
}

/** The clock of that rule started last; throws when the case has none. */
export function clockOf(state: CaseState, rule: string): CaseState['clocks'][number] {
  const clock = state.clocks.findLast((one) => one.rule === rule);
  if (!clock)
    throw new Error(`No clock ${rule} on ${state.number}: it has ${state.clocks.map(({ id }) => id).join(', ')}.`);
  return clock;
}

function who(by: Who): Actor {
  if (typeof by !== 'string') return by;
  return demoPeople.some(({ id }) => id === by) ? actorOf(by) : actorIn(by);
}

function urlOf(clusterUrl: string, database: string, user?: string, password?: string): string {
  const url = new URL(clusterUrl);
  url.pathname = `/${database}`;
  if (user) [url.username, url.password] = [user, password ?? ''];
  return url.href;
}

function readShipped(file: string | undefined): Rulebook[] {
  return file
    ? (JSON.parse(readFileSync(file, 'utf8')) as Rulebook[])
    : loadAllRulebooks().map(({ rulebook }) => rulebook);
}

function need(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the tests with \`npm test\`.`);
  return value;
}
