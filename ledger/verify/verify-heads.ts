import { basename } from 'node:path';
import type { DataSource } from 'typeorm';
import { hashOfHead } from '../heads/heads.js';
import { leavesFileOf, readHeadFile, readLeaves, type Head, type SignedHead } from '../heads/head-files.js';
import { isSignedBy } from '../heads/head-key.js';
import type { Leaf } from '../heads/leaves.js';
import { MerkleTree } from '../heads/merkle.js';
import type { VerifyFault } from './faults.js';

const pageSize = 1_000;

type CaseLeaf = Extract<Leaf, { case: string }>;

/**
 * Holds the record against a head that was kept elsewhere, and its leaves beside it: cases that are gone, cut off or
 * rewritten since, changes of organisations and steps of rulebooks likewise, counters that went back. `publicKeys` (hex):
 * one of them must have signed it; where none is known, the key it names. `compared` is false where nothing but the head
 * itself was looked at: its leaves are not there, which is a fault unless they `mayBeGone`. Throws where a file is no head.
 */
export async function faultsAgainstHead(
  source: DataSource,
  file: string,
  { publicKeys = [], mayBeGone = false }: { publicKeys?: readonly string[]; mayBeGone?: boolean } = {},
): Promise<{ said: Head; compared: boolean; faults: VerifyFault[] }> {
  const { head, signature, publicKey: named, said } = await readHeadFile(file);
  const faults: VerifyFault[] = [];
  const name = `head ${said.at}`;
  const keyFault = signatureFault(file, { head, signature, publicKey: named }, publicKeys);
  if (keyFault) return { said, compared: false, faults: [{ number: name, what: keyFault }] };
  const [known] = await source.query(`SELECT FROM heads WHERE hash = $1`, [hashOfHead(head)]);
  if (!known) faults.push({ number: name, what: 'it is not among the heads on record' });
  const tree = new MerkleTree();
  let page: CaseLeaf[] = [];
  const others: Leaf[] = [];
  try {
    for await (const text of readLeaves(leavesFileOf(file))) {
      tree.add(text);
      const leaf = JSON.parse(text) as Leaf;
      if (!('case' in leaf)) others.push(leaf);
      else if (page.push(leaf) === pageSize) {
        faults.push(...(await caseFaultsSince(source, page, said.at)));
        page = [];
      }
    }
  } catch (error) {
    const isGone = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (isGone && mayBeGone) return { said, compared: false, faults };
    return {
      said,
      compared: false,
      faults: [...faults, { number: name, what: `its leaves cannot be read (${(error as Error).message})` }],
    };
  }
  faults.push(...(await caseFaultsSince(source, page, said.at)));
  if (tree.size !== said.leaves || tree.close().root !== said.root)
    faults.push({ number: name, what: 'its leaves are not those that were signed' });
  for (const leaf of others) faults.push(...(await otherFaultsSince(source, leaf, said.at)));
  return { said, compared: true, faults };
}

/** What is wrong with the signature of a head: that it is of another key, or of none. */
function signatureFault(
  file: string,
  { head, signature, publicKey }: SignedHead,
  known: readonly string[],
): string | undefined {
  if ((known.length > 0 ? known : [publicKey]).some((key) => isSignedBy(key, head, signature))) return undefined;
  return isSignedBy(publicKey, head, signature)
    ? `it is signed, by another key (${publicKey}): where that was the key of this desk when ${basename(file)} was made, name it too with --key; else the head is not of this desk`
    : 'its signature is of no key that is known, nor of the one it names: it was altered';
}

async function caseFaultsSince(source: DataSource, leaves: CaseLeaf[], at: string): Promise<VerifyFault[]> {
  const rows: { number: string; there: boolean; hash: string | null }[] = await source.query(
    `SELECT leaf."case" AS number, EXISTS (SELECT FROM cases WHERE cases.number = leaf."case") AS there, entries.hash
     FROM jsonb_to_recordset($1::jsonb) AS leaf ("case" text, seq integer) LEFT JOIN entries ON entries.number = leaf."case" AND entries.seq = leaf.seq`,
    [JSON.stringify(leaves)],
  );
  const found = new Map(rows.map((row) => [row.number, row]));
  return leaves.flatMap(({ case: number, seq, hash }): VerifyFault[] => {
    const row = found.get(number);
    if (!row?.there) return [{ number, what: `the case is gone: the head of ${at} has it with ${seq} entries` }];
    if (row.hash === null) return [{ number, seq, what: `the entry is gone: the head of ${at} has it` }];
    return row.hash === hash ? [] : [{ number, seq, what: `the entries up to here were rewritten after ${at}` }];
  });
}

async function otherFaultsSince(source: DataSource, leaf: Leaf, at: string): Promise<VerifyFault[]> {
  if ('changes' in leaf) {
    const [row] = await source.query(`SELECT hash FROM organisation_changes WHERE organisation = $1 AND seq = $2`, [
      leaf.changes,
      leaf.seq,
    ]);
    if (row?.hash === leaf.hash || leaf.seq === 0) return [];
    const what = `its changes up to here were ${row ? 'rewritten' : 'cut off'} after ${at}`;
    return [{ number: `organisation ${leaf.changes}`, seq: leaf.seq, what }];
  }
  if ('publishing' in leaf) {
    const [{ there }] = await source.query(`SELECT EXISTS (SELECT FROM rulebook_steps WHERE hash = $1) AS there`, [
      leaf.publishing,
    ]);
    return there || leaf.steps === 0
      ? []
      : [{ number: 'rulebooks', what: `what became of versions up to ${at} was rewritten or cut off` }];
  }
  if ('counter' in leaf) {
    const [row] = await source.query(`SELECT next FROM number_counters WHERE organisation = $1`, [leaf.counter]);
    return row?.next >= leaf.next
      ? []
      : [{ number: `organisation ${leaf.counter}`, what: `its numbers were set back after ${at}` }];
  }
  return [];
}

/** Whether the heads on record are signed and each follows on from the one before. */
export async function headRecordFaults(source: Pick<DataSource, 'query'>): Promise<VerifyFault[]> {
  const rows: { head: string; hash: string; previous: string; signature: string; public_key: string; at: Date }[] =
    await source.query(`SELECT head, hash, previous, signature, public_key, at FROM heads ORDER BY id`);
  return rows.flatMap((row, i) => {
    const said = JSON.parse(row.head) as Head;
    const right =
      row.hash === hashOfHead(row.head) &&
      row.at.toISOString() === said.at &&
      row.previous === said.previous &&
      said.previous === (rows[i - 1]?.hash ?? '') &&
      isSignedBy(row.public_key, row.head, row.signature);
    return right ? [] : [{ number: `head ${said.at}`, what: 'it was altered, or one before it was taken away' }];
  });
}
