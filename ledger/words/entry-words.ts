import { createHash, randomBytes } from 'node:crypto';
import type { CaseChange, CaseState, EntryDraft } from '../../domain/case/case.js';
import type { ActFields } from '../../domain/case/fields.js';
import { rowOf } from '../../domain/kinds/kinds.js';
import { canonicalJson } from '../canonical-json.js';

/**
 * What people say and write lies in a table of its own (`words`), by case, entry and field. The entry, and the case that
 * its entries make, hold a reference in its place, so that the words can go while the record stays.
 */

/** Stands where a word was: the entry it was said in, and which of that entry's words it is. */
export interface WordReference {
  $word: [seq: number, n: number];
}

/** A word of an entry. `said` is a text, or a text in both languages; `field`: where it stood first. */
export interface EntryWord {
  seq: number;
  n: number;
  field: string;
  /** 16 random bytes: without them nobody can try out what a digest was made of. */
  salt: Buffer;
  said: unknown;
}

/** What a detached entry holds where a word is gone for good. */
export const goneWord = null;

/** The words read for a case, each by `seq.n`. */
export type SaidWords = Readonly<Record<string, unknown>>;

/** SHA-256 (base64url) over the salt and the canonical JSON of what was said. */
export function digestOf({ salt, said }: Pick<EntryWord, 'salt' | 'said'>): string {
  return createHash('sha256').update(salt).update(canonicalJson(said)).digest('base64url');
}

/**
 * An entry with a reference in the place of each word, and the words. What the fields of its act name as words is one,
 * and every other text of the input that is no id, number, day or time.
 */
export function detachWords(kind: string, seq: number, draft: EntryDraft): { draft: EntryDraft; words: EntryWord[] } {
  const collected = new WordCollector(seq);
  const input = collected.input(draft.input, fieldsOf(kind, draft.act), '');
  const changes = draft.changes.map((change) => collected.change(change));
  const notices = draft.notices.map((notice) => ({
    ...notice,
    text: collected.take('notice', notice.text) as unknown as typeof notice.text,
  }));
  return { draft: { ...draft, input, changes, notices }, words: collected.words };
}

const noFields: ActFields = {};

function fieldsOf(kind: string, act: string): ActFields {
  return rowOf(kind, act)?.fields ?? noFields;
}

/** An id, a number, a day, a time: what is not declared as words and looks like this is none. */
const noWord = /^[\w.:+-]{0,64}$/;

class WordCollector {
  readonly words: EntryWord[] = [];
  private readonly known = new Map<string, WordReference>();

  constructor(private readonly seq: number) {}

  /** The reference to what was said; said twice in an entry, it is kept once. */
  take(field: string, said: unknown): WordReference {
    const text = canonicalJson(said);
    let reference = this.known.get(text);
    if (!reference) {
      const n = this.words.length;
      this.words.push({ seq: this.seq, n, field, salt: randomBytes(16), said });
      reference = { $word: [this.seq, n] };
      this.known.set(text, reference);
    }
    return reference;
  }

  input(input: Record<string, unknown>, fields: ActFields, path: string): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(input).map(([name, value]) => {
        const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
        const at = path + name;
        if (typeof value === 'string')
          return [name, field?.type === 'words' || !noWord.test(value) ? this.take(at, value) : value];
        // The words of a new case come together.
        if (path === '' && name === 'words') return [name, this.texts(value, 'words')];
        if (!Array.isArray(value))
          return [name, isObject(value) ? this.input(value, field?.of ?? {}, `${at}.`) : value];
        return [
          name,
          value.map((item) => (isObject(item) ? this.input(item, field?.of ?? {}, `${at}.`) : this.ofList(at, item))),
        ];
      }),
    );
  }

  private ofList(at: string, item: unknown): unknown {
    return typeof item === 'string' && !noWord.test(item) ? this.take(at, item) : item;
  }

  change(change: CaseChange): CaseChange {
    switch (change.type) {
      case 'opened':
        return { ...change, case: this.state(change.case) };
      case 'words':
        return { ...change, set: this.texts(change.set, 'words') };
      case 'link':
        return { ...change, link: this.link(change.link) };
      case 'broadcast':
        return { ...change, broadcast: this.broadcast(change.broadcast) };
      default:
        return change;
    }
  }

  private state(state: CaseState): CaseState {
    return {
      ...state,
      words: this.texts(state.words, 'words'),
      links: state.links.map((link) => this.link(link)),
      broadcasts: state.broadcasts.map((broadcast) => this.broadcast(broadcast)),
    };
  }

  private link(link: CaseState['links'][number]): CaseState['links'][number] {
    const { ask } = link;
    return ask ? { ...link, ask: { ...ask, input: this.texts(ask.input, 'link') } } : link;
  }

  private broadcast(broadcast: CaseState['broadcasts'][number]): CaseState['broadcasts'][number] {
    const { input } = broadcast;
    return input ? { ...broadcast, input: this.texts(input, 'broadcast') } : broadcast;
  }

  /** Every text in it, whatever it is. */
  private texts<T>(value: T, field: string): T {
    if (typeof value === 'string') return this.take(field, value) as unknown as T;
    if (Array.isArray(value)) return value.map((item) => this.texts(item, field)) as unknown as T;
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, this.texts(item, `${field}.${name}`)]),
    ) as unknown as T;
  }
}

/** The same with each reference replaced by what was said; null where that is gone. */
export function attachWords<T>(detached: T, said: SaidWords): T {
  if (Array.isArray(detached)) return detached.map((item) => attachWords(item, said)) as unknown as T;
  if (!isObject(detached)) return detached;
  if (isReference(detached)) return (said[detached.$word.join('.')] ?? goneWord) as T;
  return Object.fromEntries(Object.entries(detached).map(([name, value]) => [name, attachWords(value, said)])) as T;
}

/** A case with what was said in it: a word that is gone is not there. */
export function withWords(detached: CaseState, said: SaidWords): CaseState {
  const { words, links, broadcasts } = detached;
  const present = Object.entries(attachWords(words, said)).filter(([, value]) => (value as unknown) !== goneWord);
  return {
    ...detached,
    words: Object.fromEntries(present),
    links: attachWords(links, said),
    broadcasts: attachWords(broadcasts, said),
  };
}

/** Which of its entry's words a reference stands for. */
export function wordOf(reference: unknown): number {
  return (reference as WordReference).$word[1];
}

function isReference(value: object): value is WordReference {
  return '$word' in value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
