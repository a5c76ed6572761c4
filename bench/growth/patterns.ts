import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { demoPeople } from '../../demo/people.js';
import { demoTeamPeople } from '../../demo/teams.js';
import type { Actor } from '../../domain/actor.js';
import type { CaseState } from '../../domain/case/case.js';
import { fold } from '../../domain/case/fold.js';
import { nextMoment, wakeAt } from '../../domain/clocks/clock-moments.js';
import { measurementsOf } from '../../domain/projections/measurements.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { isRefusal } from '../../domain/refusal.js';
import { entryColumns } from '../../ledger/case-rows.js';
import type { RecordedEntry } from '../../ledger/chain.js';
import { entryDraftOf, type StoredEntry } from '../../ledger/figures/entries.js';
import { measurementRow } from '../../ledger/figures/sum-tables.js';
import { Ledger } from '../../ledger/ledger.js';
import type { TimeSource } from '../../ledger/time-source.js';
import { entryOfRow, type EntryRow } from '../../ledger/verify/entry-rows.js';
import { RulebookStore } from '../../ledger/versions/rulebooks.js';
import { withWords } from '../../ledger/words/entry-words.js';
import { wholeChanges } from '../../ledger/words/stored-form.js';
import { loadAllRulebooks } from '../../rulebooks/load.js';
import { stories, type Story } from './stories.js';

/** A word as its row has it. */
export interface WordRow {
  seq: number;
  n: number;
  field: string;
  salt: Buffer;
  said: unknown;
}

/** A case that the ledger has written, with all rows that follow from it: what others are made like. */
export interface Pattern {
  story: Story;
  /** When something happens to it by itself next, in Unix milliseconds; null where nothing does. */
  nextMs: number | null;
  state: CaseState;
  detached: CaseState;
  rulebook: Rulebook;
  entries: RecordedEntry[];
  words: WordRow[];
  notices: Record<string, unknown>[];
  measurements: Record<string, unknown>[];
}

/** Copies lie back by what is left of the quiet: half as much again. */
const roomFactor = 1.5;
/** Reminders come every four open hours at the most often. */
const mostEarlierHours = 8;

/** The time of the ledger while a pattern is made. */
class MovableTime implements TimeSource {
  at = new Date();
  readonly speed = 1;
  now = () => this.at;
  toEngine = (at: string) => at;
  fromEngine = (at: string) => at;
}

/**
 * Makes one case of each story through the ledger and reads what is then on record. Open ones stand as of now, with
 * nothing to come within `quietMs`; closed ones lie back.
 */
export async function makePatterns(source: DataSource, now: Date, quietMs: number): Promise<Pattern[]> {
  const rulebooks = new RulebookStore(source);
  await rulebooks.register(loadAllRulebooks().map(({ rulebook }) => rulebook));
  const time = new MovableTime();
  const ledger = new Ledger(source, rulebooks, { time });
  const patterns: Pattern[] = [];
  for (const story of stories) {
    const made = async (earlierHours: number) =>
      patternOf(source, rulebooks, story, await play(ledger, time, story, now, earlierHours));
    let pattern = await made(0);
    const isQuiet = () => pattern.nextMs === null || pattern.nextMs >= now.getTime() + roomFactor * quietMs;
    for (let earlier = 1; !isQuiet() && earlier <= mostEarlierHours; earlier += 1) pattern = await made(earlier);
    if ((pattern.state.closedAt === null) !== story.open)
      throw new Error(`The story '${story.name}' ended otherwise: ${pattern.state.status}.`);
    if (!isQuiet())
      throw new Error(`The story '${story.name}' goes on by itself at ${new Date(pattern.nextMs!).toISOString()}.`);
    patterns.push(pattern);
  }
  return patterns;
}

async function play(ledger: Ledger, time: MovableTime, story: Story, now: Date, earlierHours: number): Promise<string> {
  let number = '';
  const began = now.getTime() - (story.beginsHoursAgo + earlierHours) * 3_600_000;
  for (const { minute, act, who, input } of story.steps) {
    time.at = new Date(began + minute * 60_000);
    const given = input(time.at);
    const answer =
      act === 'open'
        ? await ledger.open(actorOf(who), { rulebook: 'property', ...story.opening, input: given }, randomUUID())
        : await ledger.append(actorOf(who), { number, act, input: given }, randomUUID());
    if (isRefusal(answer)) throw new Error(`${story.name}, ${act}: ${answer.text.en}`);
    number = answer.state.number;
  }
  time.at = now;
  if (story.open) await ledger.catchUp(number);
  return number;
}

async function patternOf(source: DataSource, rulebooks: RulebookStore, story: Story, number: string): Promise<Pattern> {
  const rows: (EntryRow & StoredEntry)[] = await source.query(
    `SELECT ${entryColumns.join(', ')} FROM entries WHERE number = $1 ORDER BY seq`,
    [number],
  );
  const words: WordRow[] = await source.query(
    `SELECT seq, n, field, salt, said FROM words WHERE number = $1 ORDER BY seq, n`,
    [number],
  );
  const notices: { row: Record<string, unknown> }[] = await source.query(
    `SELECT to_jsonb(notices) - 'id' AS row FROM notices WHERE number = $1 ORDER BY id`,
    [number],
  );
  const entries = rows.map(entryOfRow);
  let detached: CaseState | null = null;
  for (const entry of entries) detached = fold(detached, { changes: wholeChanges(entry) });
  const said = Object.fromEntries(words.map((word) => [`${word.seq}.${word.n}`, word.said]));
  const rulebook = await rulebooks.get(detached!.rulebook, detached!.version);
  const next = nextMoment(detached!);
  const atOf = (seq: unknown) => entries[Number(seq) - 1]!.at;
  return {
    story,
    nextMs: next && Date.parse(wakeAt(next.moment)),
    state: withWords(detached!, said),
    detached: detached!,
    rulebook,
    entries,
    words,
    notices: notices.map(({ row }) => ({
      ...row,
      created_at: atOf(row['seq']),
      fanned_out_at: row['fanned_out_at'] === null ? null : atOf(row['seq']),
    })),
    measurements: measurementsOf(rows.map(entryDraftOf), rulebook, 0).map(measurementRow),
  };
}

function actorOf(id: string): Actor {
  const person = [...demoPeople, ...demoTeamPeople].find((item) => item.id === id)!;
  return {
    kind: 'person',
    id,
    organisation: person.organisation,
    posts: person.posts.map(([role, site, department]) => ({ role, site, department: department ?? null })),
  };
}
