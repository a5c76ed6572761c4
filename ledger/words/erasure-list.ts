import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { legalGrounds, type LegalGround } from '../../domain/acts/erase.js';
import { systemActor } from '../../domain/actor.js';
import { isRefusal } from '../../domain/refusal.js';
import type { FileStore } from '../files/file-store.js';
import { removeUnnamedFiles } from '../files/unnamed-files.js';
import type { Ledger } from '../ledger.js';
import { caseState } from '../read/case.js';
import { utcIso } from '../sql.js';
import { wordsErasedUpTo } from './erase.js';

/**
 * A line of the list: everything of the case before entry `upTo` was erased. `at` in UTC ISO; `firstHash`: of the first
 * entry, by which the case is known from another that has its number after a restore. No words.
 */
export interface ListedErasure {
  number: string;
  firstHash: string;
  upTo: number;
  at: string;
  ground: LegalGround;
}

/** The list in a folder: a line of JSON for each erasure, the oldest first. */
export const erasureListName = 'erasures.jsonl';

const listLock = 17_000_015;
const linesAtOnce = 1_000;

/**
 * Writes what was erased since to the list outside the database, and brings it to the disk before it counts as listed: a
 * process that dies meanwhile leaves a line twice at most. How many lines; 0 where another process is at it.
 */
export async function listErasures(source: DataSource, folder: string): Promise<number> {
  return source.transaction(async (manager) => {
    const [{ free }] = await manager.query(`SELECT pg_try_advisory_xact_lock($1) AS free`, [listLock]);
    if (!free) return 0;
    const lines: ListedErasure[] = await manager.query(
      `SELECT number, first_hash AS "firstHash", up_to AS "upTo", ${utcIso('at')} AS at, ground FROM erasures WHERE listed_at IS NULL ORDER BY erasures.at, number LIMIT ${linesAtOnce}`,
    );
    if (lines.length === 0) return 0;
    await appendLines(folder, lines);
    await manager.query(
      `UPDATE erasures SET listed_at = clock_timestamp() FROM jsonb_to_recordset($1::jsonb) AS line (number text, "upTo" integer) WHERE erasures.number = line.number AND up_to = line."upTo"`,
      [JSON.stringify(lines)],
    );
    return lines.length;
  });
}

async function appendLines(folder: string, lines: readonly ListedErasure[]): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const handle = await open(join(folder, erasureListName), 'a', 0o600);
  try {
    // A line that was cut off by a crash ends here; readers pass it over.
    const { size } = await handle.stat();
    const text = lines
      .map(({ number, firstHash, upTo, at, ground }) => `${JSON.stringify({ number, firstHash, upTo, at, ground })}\n`)
      .join('');
    await handle.writeFile(size > 0 ? `\n${text}` : text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The erasures in a list; lines that a crash has cut off are counted. Throws where there is no such file. */
export async function readErasureList(file: string): Promise<{ listed: ListedErasure[]; unreadable: number }> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  const listed = lines.flatMap((line) => erasureIn(line) ?? []);
  return { listed, unreadable: lines.length - listed.length };
}

function erasureIn(line: string): ListedErasure | undefined {
  try {
    const { number, firstHash, upTo, at, ground } = JSON.parse(line) as Partial<ListedErasure>;
    const isWhole =
      [number, firstHash].every((text) => typeof text === 'string') && Number.isInteger(upTo) && typeof at === 'string';
    return isWhole && ground !== undefined && Object.hasOwn(legalGrounds, ground)
      ? { number: number!, firstHash: firstHash!, upTo: upTo!, at: at!, ground }
      : undefined;
  } catch {
    return undefined;
  }
}

/** What became of a line of the list; `why`: a sentence where it was not erased. */
export type AppliedErasure = { done: 'erased' | 'erased before' } | { done: 'refused'; why: string };

/** Erases again what a restored database still has: by an act of the system, once, however often the list is applied. */
export async function applyErasure(
  ledger: Ledger,
  { number, firstHash, upTo, ground }: ListedErasure,
): Promise<AppliedErasure> {
  const state = await caseState(ledger.source, number);
  if (!state) return { done: 'refused', why: 'there is no such case.' };
  const [first] = await ledger.source.query(`SELECT hash FROM entries WHERE number = $1 AND seq = 1`, [number]);
  if (first?.hash !== firstHash)
    return { done: 'refused', why: 'another case has this number now: nothing of it was erased.' };
  if (wordsErasedUpTo(state) >= upTo || wordsErasedUpTo(state) === state.seq) return { done: 'erased before' };
  const reason = '恢复备份前已删除。';
  const input = { ground, reason };
  const answer = await ledger.append(systemActor, { number, act: 'erase', input }, `erase-again:${randomUUID()}`);
  return isRefusal(answer) ? { done: 'refused', why: answer.text.en } : { done: 'erased' };
}

/**
 * Erases again whatever of a list a restored database still has, its files with it. How many cases; each that it could not
 * goes to `onRefused` with its reason.
 */
export async function applyErasureList(
  ledger: Ledger,
  store: FileStore,
  listed: readonly ListedErasure[],
  onRefused: (sentence: string) => void,
): Promise<{ erased: number; refused: number }> {
  let [erased, refused] = [0, 0];
  for (const line of listed) {
    const applied = await applyErasure(ledger, line);
    if (applied.done === 'erased') erased += 1;
    if (applied.done !== 'refused') continue;
    refused += 1;
    onRefused(`${line.number}: ${applied.why}`);
  }
  await removeUnnamedFiles(ledger.source, store);
  return { erased, refused };
}
