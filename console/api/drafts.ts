import { openDB } from 'idb';

// What somebody has written and not sent: in this browser, until it is sent or thrown away.
const database = openDB('banjie-drafts', 1, {
  upgrade(opened) {
    opened.createObjectStore('drafts');
  },
});
const keepDays = 14;

interface Draft {
  at: number;
  value: unknown;
}

/** The draft under a key; undefined where there is none, or an old one. */
export async function readDraft<T>(key: string): Promise<T | undefined> {
  const draft = (await (await database).get('drafts', key)) as Draft | undefined;
  return draft && draft.at > Date.now() - keepDays * 86_400_000 ? (draft.value as T) : undefined;
}

export async function keepDraft(key: string, value: unknown): Promise<void> {
  await (await database).put('drafts', { at: Date.now(), value } satisfies Draft, key);
}

export async function dropDraft(key: string): Promise<void> {
  await (await database).delete('drafts', key);
}

/** All drafts of this browser: dropped when somebody signs out. */
export async function dropAllDrafts(): Promise<void> {
  await (await database).clear('drafts');
}
