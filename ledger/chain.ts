import { createHash } from 'node:crypto';
import type { EntryDraft } from '../domain/case/case.js';
import { canonicalJson } from './canonical-json.js';
import type { EntryWord } from './words/entry-words.js';

/** What an entry says of a file that its input names: a photo that is exchanged later is another one. */
export interface EntryFile {
  id: string;
  sha256: string;
  /** In bytes. */
  size: number;
  type: string;
  /** When and where it was taken, as the app says: UTC ISO, degrees of WGS 84. */
  takenAt: string | null;
  latitude: number | null;
  longitude: number | null;
}

/** What an entry is given where it is made, beside what was decided. */
export interface EntrySeal {
  /** When it was really entered, by the database's clock (UTC ISO): `at` of a moment is that moment's own time. */
  enteredAt: string;
  /** The files its input names; null where it names none. */
  files: EntryFile[] | null;
  /** Digests of its words (`digestOf`), in their order; null where nothing was said. */
  digests: string[] | null;
}

/**
 * An entry with its place in the chain, as the database keeps it: references stand for its words (ledger/words), and
 * clocks and marks say only what is not as usual.
 */
export interface RecordedEntry extends EntryDraft, EntrySeal {
  number: string;
  seq: number;
  previousHash: string;
  hash: string;
  /** By which text its hash was made (`hashedText`). */
  hashVersion: number;
}

/** An entry as it was just made: with its words, and as it is recorded. */
export interface Entry extends EntryDraft {
  number: string;
  seq: number;
  recorded: RecordedEntry;
  words: EntryWord[];
}

export const chainStart = '';

/** The version of the text that new entries are hashed by. */
const currentHashVersion = 3;

/**
 * Numbers and chains an entry as it is recorded: the hash covers everything in it, the digests of its words and the hash
 * before (canonical JSON, SHA-256).
 */
export function chain(
  number: string,
  seq: number,
  previousHash: string,
  draft: EntryDraft,
  seal: EntrySeal,
): RecordedEntry {
  const entry = { ...draft, ...seal, number, seq, previousHash, hashVersion: currentHashVersion };
  return { ...entry, hash: hashOf(entry) };
}

/** What the hash of an entry must be, by what the entry says. */
export function hashOf(entry: Omit<RecordedEntry, 'hash'>): string {
  return createHash('sha256').update(hashedText(entry)).digest('hex');
}

/**
 * The text that the hash of an entry is made of. Version 1 (before 0.4.0) did not cover when it was entered nor the
 * files; versions 1 and 2 (before 0.5.0) hold the words themselves, which such an entry must be given back first.
 * Throws where the version is unknown.
 */
export function hashedText({ hashVersion, enteredAt, files, digests, ...entry }: Omit<RecordedEntry, 'hash'>): string {
  const { number, seq, previousHash, act, actor, role, at, happenedAt, input, facts, changes, notices } = entry;
  const said = { number, seq, previousHash, act, actor, role, at, happenedAt, input, facts, changes, notices };
  switch (hashVersion) {
    case 1:
      return canonicalJson(said);
    case 2:
      return canonicalJson({ ...said, enteredAt, files: files ?? undefined, version: 2 });
    case 3:
      return canonicalJson({
        ...said,
        enteredAt,
        files: files ?? undefined,
        digests: digests ?? undefined,
        version: 3,
      });
    default:
      throw new Error(
        `Entry ${seq} of ${number} has a hash of version ${hashVersion}, which this version cannot check.`,
      );
  }
}
