import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { aged, keptDays, localFilesIn, type QueuedAct } from './queue.js';

/** A photo or signature that is on this phone. `handed`: under which id it was handed in, and when. */
export interface LocalFile {
  /** Its name in what was filled in, until it is handed in. */
  name: string;
  person: string;
  /** Bytes and type, not a Blob: those that WebKit kept could not be read again. */
  bytes: ArrayBuffer;
  type: string;
  key: string;
  /** When and where it was taken, by the phone: ms since 1970, degrees. */
  takenAt: number;
  place?: { latitude: number; longitude: number };
  handed?: { id: string; at: number };
  /** Where the upload that broke off goes on. */
  upload?: string;
}

/** What was read of the desk, to be read here without a network. */
export interface KeptReading {
  person: string;
  at: number;
  /** What the desk's clock showed when this phone's showed `hereMs`. */
  time: { ledgerMs: number; hereMs: number; speed: number };
  answers: [queryKey: unknown[], data: unknown][];
}

interface FieldDatabase extends DBSchema {
  acts: { key: number; value: QueuedAct };
  files: { key: string; value: LocalFile };
  readings: { key: string; value: KeptReading };
}

let opened: Promise<IDBPDatabase<FieldDatabase>> | undefined;

function database(): Promise<IDBPDatabase<FieldDatabase>> {
  opened ??= openDB<FieldDatabase>('banjie-field', 1, {
    upgrade(db) {
      db.createObjectStore('acts', { keyPath: 'id', autoIncrement: true });
      db.createObjectStore('files', { keyPath: 'name' });
      db.createObjectStore('readings', { keyPath: 'person' });
    },
    // Another tab brings a newer version, or the browser has closed it: opened anew when it is needed.
    blocking: () => void closeDatabase(),
    terminated: () => (opened = undefined),
  });
  return opened;
}

async function closeDatabase(): Promise<void> {
  const open = opened;
  opened = undefined;
  (await open)?.close();
}

/** The acts of a person on this phone, in order. */
export async function actsOf(person: string): Promise<QueuedAct[]> {
  return (await (await database()).getAll('acts')).filter((item) => item.person === person);
}

/** Puts an act into the queue; with its place in it. */
export async function addAct(item: Omit<QueuedAct, 'id'>): Promise<QueuedAct> {
  const id = await (await database()).add('acts', item as QueuedAct);
  return { ...item, id };
}

/** Changes an act that is still there; undefined where it is gone. */
export async function changeAct(id: number, change: Partial<QueuedAct>): Promise<QueuedAct | undefined> {
  const transaction = (await database()).transaction('acts', 'readwrite');
  const item = await transaction.store.get(id);
  const next = item && { ...item, ...change };
  if (next) await transaction.store.put(next);
  await transaction.done;
  return next;
}

/** Takes an act out, and the files that nothing else here names. */
export async function dropAct(id: number, { withFiles } = { withFiles: true }): Promise<void> {
  const db = await database();
  const item = await db.get('acts', id);
  await db.delete('acts', id);
  if (!withFiles) return;
  const rest = (await db.getAll('acts')).flatMap(({ body }) => localFilesIn(body));
  for (const name of localFilesIn(item?.body)) if (!rest.includes(name)) await db.delete('files', name);
}

export async function keepFile(file: LocalFile): Promise<void> {
  await (await database()).put('files', file);
}

export async function fileNamed(name: string): Promise<LocalFile | undefined> {
  return (await database()).get('files', name);
}

export async function dropFile(name: string): Promise<void> {
  await (await database()).delete('files', name);
}

/** What was read for a person within the last seven days. */
export async function readingOf(person: string, now: number): Promise<KeptReading | undefined> {
  const reading = await (await database()).get('readings', person);
  return reading && reading.at > now - keptDays * 86_400_000 ? reading : undefined;
}

/** Keeps what was read for a person, and nothing of anybody else. */
export async function keepReading(reading: KeptReading): Promise<void> {
  const transaction = (await database()).transaction('readings', 'readwrite');
  await transaction.store.clear();
  await transaction.store.put(reading);
  await transaction.done;
}

/** Whose reading is here: the person who used this phone last. */
export async function lastReading(now: number): Promise<KeptReading | undefined> {
  const [reading] = await (await database()).getAll('readings');
  return reading && readingOf(reading.person, now);
}

/** Nothing that was read stays here; what waits to be sent does. */
export async function dropReadings(): Promise<void> {
  await (await database()).clear('readings');
}

/** Nothing of a person stays here, sent or unsent. */
export async function dropAllOf(person: string): Promise<void> {
  const db = await database();
  await db.clear('readings');
  for (const { id } of await actsOf(person)) await db.delete('acts', id);
  for (const file of await db.getAll('files')) if (file.person === person) await db.delete('files', file.name);
}

/** Does to what is kept what time asks for, whoever it is of. */
export async function age(now: number): Promise<void> {
  const before = await (await database()).getAll('acts');
  const after = new Map(aged(before, now).map((item) => [item.id, item]));
  for (const item of before) {
    const next = after.get(item.id);
    if (!next) await dropAct(item.id);
    else if (next !== item) await changeAct(item.id, next);
  }
  const db = await database();
  for (const reading of await db.getAll('readings'))
    if (!(await readingOf(reading.person, now))) await db.delete('readings', reading.person);
  const named = (await db.getAll('acts')).flatMap(({ body }) => localFilesIn(body));
  // What a form was left with that nobody came back to.
  for (const file of await db.getAll('files'))
    if (!named.includes(file.name) && file.takenAt < now - keptDays * 86_400_000) await db.delete('files', file.name);
}
