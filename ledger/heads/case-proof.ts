import type { DataSource } from 'typeorm';
import { entryColumns, wordColumns } from '../case-rows.js';
import { canonicalJson } from '../canonical-json.js';
import { hashedText } from '../chain.js';
import { entryOfRow, type EntryRow } from '../verify/entry-rows.js';
import type { WordRow } from '../verify/verify-words.js';
import { attachWords } from '../words/entry-words.js';
import { leavesFileOf, readHeadFile, readLeaves, type SignedHead } from './head-files.js';
import { MerkleTree } from './merkle.js';

/** What shows a third party that a case stood so at the moment of a head (docs/check-proof.py checks it). */
export interface CaseProof extends SignedHead {
  version: 2;
  number: string;
  /** Each with the text its hash is made of; from 0.5.0 on that holds digests in the place of words. */
  entries: { seq: number; hash: string; text: string }[];
  /** What was said and is not erased: by entry and place, with the salt (hex) its digest is made with. */
  words: { seq: number; n: number; salt: string; said: string }[];
  leaf: string;
  /** Its place among the leaves, from 0. */
  index: number;
  /** From the leaf to the root (hex): RFC 9162, 2.1.3. */
  path: string[];
}

/** The proof of a case by a head and the leaves beside it; undefined where the head has no such case. */
export async function proofOfCase(
  source: Pick<DataSource, 'query'>,
  number: string,
  headFile: string,
): Promise<CaseProof | undefined> {
  const { head, signature, publicKey } = await readHeadFile(headFile);
  const leaves = leavesFileOf(headFile);
  const start = `{"case":${JSON.stringify(number)},`;
  let [index, at] = [-1, 0];
  let leaf = '';
  for await (const text of readLeaves(leaves)) {
    if (text.startsWith(start)) [index, leaf] = [at, text];
    at += 1;
  }
  if (index < 0) return undefined;
  const tree = new MerkleTree(index);
  for await (const text of readLeaves(leaves)) tree.add(text);
  const { seq } = JSON.parse(leaf) as { seq: number };
  const rows: EntryRow[] = await source.query(
    `SELECT ${entryColumns.join(', ')} FROM entries WHERE number = $1 AND seq <= $2 ORDER BY seq`,
    [number, seq],
  );
  const words: WordRow[] = await source.query(
    `SELECT ${wordColumns.join(', ')} FROM words WHERE number = $1 AND seq <= $2 ORDER BY seq, n`,
    [number, seq],
  );
  const said = Object.fromEntries(words.map((word) => [`${word.seq}.${word.n}`, word.said]));
  const gone = rows.find(
    ({ hash_version: version, seq: of, digests }) =>
      version < 3 && (digests ?? []).some((_, n) => !(`${of}.${n}` in said)),
  );
  if (gone)
    throw new Error(
      `What was said in entry ${gone.seq} of ${number} was erased, and its hash is of before 0.5.0: it cannot be proved any more.`,
    );
  const entries = rows.map(entryOfRow).map(({ hash, ...entry }) => ({
    seq: entry.seq,
    hash,
    text: hashedText(entry.hashVersion > 2 ? entry : attachWords(entry, said)),
  }));
  return {
    version: 2,
    number,
    entries,
    words: words.map((word) => ({
      seq: word.seq,
      n: word.n,
      salt: word.salt.toString('hex'),
      said: canonicalJson(word.said),
    })),
    leaf,
    index,
    path: tree.close().path,
    head,
    signature,
    publicKey,
  };
}
