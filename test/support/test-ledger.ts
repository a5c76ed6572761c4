// A ledger to test on, with short ways to open cases and act on them.
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { SiteRow, PersonRow, PostRow } from '../../database/entities/organisation.js';
import type { CaseState } from '../../domain/case/case.js';
import { isRefusal, type Refusal } from '../../domain/refusal.js';
import { demoRows } from '../../demo/people.js';
import type { OpenRequest, LedgerAnswer } from '../../ledger/request.js';
import { Ledger, type LedgerOptions } from '../../ledger/ledger.js';
import { recordNewRows } from '../../ledger/people/organisation-record.js';
import { RulebookStore } from '../../ledger/versions/rulebooks.js';
import { readState, storedStateColumns } from '../../ledger/words/read-state.js';
import { handInFilesOf } from './hand-in.js';
import { testTime, type TestTime } from './time.js';
import { shipped } from './shipped.js';
import { who, type Who } from './actors.js';
import { entriesWithWords, type RecordedRow } from './recorded.js';
import { freshDatabase, type TestDatabase } from './database.js';
import './frozen-states.js';

/** A ledger with the shipped rulebooks registered, and the demo sites, people and posts (no tokens) unless it is `empty`. */
export async function makeLedger({
  source,
  empty = false,
  ...options
}: LedgerOptions & { source: DataSource; empty?: boolean }): Promise<Ledger> {
  if (!empty)
    await source.transaction((manager) =>
      recordNewRows(manager, async () => {
        const insert = (table: new () => object, values: object[]) =>
          manager.createQueryBuilder().insert().into(table).values(values).orIgnore().execute();
        await insert(SiteRow, demoRows.sites);
        await insert(PersonRow, demoRows.people);
        await insert(PostRow, demoRows.posts);
      }),
    );
  const rulebooks = new RulebookStore(source);
  await rulebooks.register(shipped);
  return new Ledger(source, rulebooks, options);
}

export interface RecordOverrides {
  by?: Who;
  site?: string;
  receivedAt?: string;
  input?: Record<string, unknown>;
  words?: Record<string, string>;
  parent?: OpenRequest['parent'];
  /** Read from a table: the input may say of which row. */
  imported?: boolean;
}

/** A desk to test on: a database, a ledger on test time, and short ways to open cases and act on them. */
export class TestLedger {
  private constructor(
    readonly database: TestDatabase,
    readonly ledger: Ledger,
    readonly time: TestTime,
  ) {}

  static async start(
    options: { at?: string; pool?: number; empty?: boolean } & Omit<LedgerOptions, 'time'> = {},
  ): Promise<TestLedger> {
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
  complaint({
    by = 'p01',
    site = 'sunshine',
    receivedAt,
    input,
    words,
    imported,
  }: RecordOverrides = {}): Promise<CaseState> {
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
    const opening = {
      kind: 'complaint',
      rulebook: 'property',
      site,
      ...(receivedAt ? { receivedAt } : {}),
      input: { channel: 'hotline', words: { ...said, ...words }, ...input },
    };
    return this.opened(by, opening, imported);
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

  /** Opens a case, read from a table where it is `imported`; throws when it is refused. */
  async opened(by: Who, opening: OpenRequest, imported = false): Promise<CaseState> {
    const { words, ...rest } = opening.input as { words?: Record<string, string> };
    // A story says '' where the customer did not say something.
    const said = Object.fromEntries(Object.entries(words ?? {}).filter(([, text]) => text !== ''));
    const asked = { ...opening, input: { ...rest, words: said } };
    return accepted(await this.ledger.open(who(by), asked, randomUUID(), imported)).state;
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

  /** Enters an act, or gives its refusal. Files that it names are put on record first. */
  async attempt(
    number: string,
    by: Who,
    act: string,
    input: object = {},
    more: { happenedAt?: string; ifSeq?: number } = {},
  ): Promise<LedgerAnswer | Refusal> {
    await handInFilesOf(this.database.source, { number, act, input });
    return this.ledger.append(who(by), { number, act, input, ...more }, randomUUID());
  }

  /** Moves the time on and enters what has come, as the engine would; gives the case. */
  async at(iso: string, number: string): Promise<CaseState> {
    this.time.set(iso);
    await this.ledger.catchUp(number);
    return this.state(number);
  }

  async state(number: string): Promise<CaseState> {
    const [row] = await this.database.source.query(`SELECT ${storedStateColumns()} FROM cases WHERE number = $1`, [
      number,
    ]);
    return readState(row).state;
  }

  /** The entries of a case, oldest first. */
  entries(number: string): Promise<RecordedRow[]> {
    return entriesWithWords(this.database.source, number);
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
