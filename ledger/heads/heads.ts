import { createHash } from 'node:crypto';
import type { DataSource, QueryRunner } from 'typeorm';
import { canonicalJson } from '../canonical-json.js';
import { utcIso } from '../sql.js';
import { filesOfHead, writeHeadFile, writeLeaves, type Head, type SignedHead } from './head-files.js';
import type { HeadKey } from './head-key.js';
import { leavesOfNow } from './leaves.js';
import { MerkleTree } from './merkle.js';

/** Held by the one session that makes a head: two workers do not make two. */
const headLock = 17_000_014;
const dayMs = 86_400_000;
/** So many heads that did not get into the folder are written at once. */
const mostUnwritten = 30;

/** The SHA-256 of a head's text, by which the next head names it. */
export function hashOfHead(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Makes a head of everything as it stands, unless the last one is younger than a day (`always`: whatever its age) or
 * another process is at it: leaves and head go into the folder, the head into the table of heads. What it read is one
 * snapshot, a page at a time; nobody waits for it. A head lies in the folder only once it is on record; one that was not
 * written because the process ended is written the next time. Undefined where none was due.
 */
export async function makeHead(
  source: DataSource,
  { key, folder, always = false }: { key: HeadKey; folder: string; always?: boolean },
): Promise<SignedHead | undefined> {
  const runner = source.createQueryRunner();
  try {
    // Before the snapshot: what another one has made by then is seen.
    const [{ free }] = await runner.query(`SELECT pg_try_advisory_lock($1) AS free`, [headLock]);
    if (!free) return undefined;
    try {
      await writeUnwritten(runner, folder);
      const signed = await inSnapshot(runner, () => makeOfNow(runner, key, folder, always));
      if (signed) await writeUnwritten(runner, folder);
      return signed;
    } finally {
      await runner.query(`SELECT pg_advisory_unlock($1)`, [headLock]).catch(() => undefined);
    }
  } finally {
    await runner.release();
  }
}

async function inSnapshot<T>(runner: QueryRunner, work: () => Promise<T>): Promise<T> {
  await runner.startTransaction('REPEATABLE READ');
  try {
    const answer = await work();
    await runner.commitTransaction();
    return answer;
  } catch (error) {
    await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  }
}

/** Heads on record that do not lie in the folder yet. Their leaves do: they are written before. */
async function writeUnwritten(runner: QueryRunner, folder: string): Promise<void> {
  const unwritten = await lastHeads(runner, mostUnwritten, 'folder');
  for (const { id, head, signature, publicKey } of unwritten.toReversed()) {
    const { at } = JSON.parse(head) as Head;
    await writeHeadFile(filesOfHead(folder, at).head, { head, signature, publicKey });
    await recordHeadExport(runner, id, 'folder');
  }
}

async function makeOfNow(
  runner: QueryRunner,
  key: HeadKey,
  folder: string,
  always: boolean,
): Promise<SignedHead | undefined> {
  await runner.query(`SET LOCAL statement_timeout = 0`);
  const [{ now, last_at: lastAt, last }] = await runner.query(
    `SELECT clock_timestamp() AS now, (SELECT at FROM heads ORDER BY id DESC LIMIT 1) AS last_at, (SELECT hash FROM heads ORDER BY id DESC LIMIT 1) AS last`,
  );
  if (!always && lastAt && now - lastAt < dayMs) return undefined;
  const at = (now as Date).toISOString();
  const tree = new MerkleTree();
  const files = filesOfHead(folder, at);
  let cases = 0;
  async function* counted(): AsyncGenerator<string> {
    for await (const leaf of leavesOfNow(runner)) {
      tree.add(leaf);
      if (leaf.startsWith('{"case"')) cases += 1;
      yield leaf;
    }
  }
  await writeLeaves(files.leaves, counted());
  const said: Head = { version: 1, at, leaves: tree.size, cases, root: tree.close().root, previous: last ?? '' };
  const head = canonicalJson(said);
  const signed: SignedHead = { head, signature: key.sign(head), publicKey: key.publicKey };
  await runner.query(
    `INSERT INTO heads (at, head, hash, previous, signature, public_key) VALUES ($1, $2, $3, $4, $5, $6)`,
    [at, head, hashOfHead(head), said.previous, signed.signature, signed.publicKey],
  );
  return signed;
}

/** Where heads go to. */
export type HeadTarget = 'folder' | 'webhook';

/** A head on record. Instants in UTC ISO. */
export interface HeadRecord extends SignedHead {
  id: string;
  hash: string;
  exports: { to: string; at: string }[];
}

/** The last heads, the newest first; `notSentTo`: only those that have not gone there yet. */
export async function lastHeads(
  source: Pick<DataSource, 'query'>,
  limit: number,
  notSentTo?: HeadTarget,
): Promise<HeadRecord[]> {
  return source.query(
    `SELECT id, head, hash, signature, public_key AS "publicKey",
       COALESCE((SELECT jsonb_agg(jsonb_build_object('to', target, 'at', ${utcIso('head_exports.at')}) ORDER BY head_exports.at) FROM head_exports WHERE head_id = heads.id), '[]') AS exports
     FROM heads WHERE $2::text IS NULL OR NOT EXISTS (SELECT FROM head_exports WHERE head_id = heads.id AND target = $2) ORDER BY heads.id DESC LIMIT $1`,
    [limit, notSentTo ?? null],
  );
}

/** Puts on record that a head has gone there. */
export async function recordHeadExport(
  source: Pick<DataSource, 'query'>,
  id: string,
  target: HeadTarget,
): Promise<void> {
  await source.query(`INSERT INTO head_exports (head_id, target) VALUES ($1, $2) ON CONFLICT DO NOTHING`, [id, target]);
}
