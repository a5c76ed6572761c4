import type { EntityManager } from 'typeorm';
import { chainStart } from '../chain.js';
import { allRecordedRows, hashOfChange, type ChainedChange } from '../people/organisation-record.js';
import type { VerifyFault } from './faults.js';

const pageSize = 1_000;

/** With microseconds: a time that was moved by less than a millisecond is another one. */
const preciseIso = (column: string) =>
  `regexp_replace(to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '000Z$', 'Z')`;

type ChangeRow = ChainedChange & { hash: string };

/**
 * Whether the chains of changes of people, posts, tokens, sites, rosters and contacts are whole, and whether each of
 * those rows is what the last change on record says. In one snapshot (`manager`).
 */
export async function organisationFaults(manager: EntityManager): Promise<VerifyFault[]> {
  const faults: VerifyFault[] = [];
  const recorded = new Map<string, string>();
  const ends = new Map<string, { seq: number; hash: string }>();
  const broken = new Set<string>();
  for (let after: [string, number] = ['', 0]; ;) {
    const page: ChangeRow[] = await manager.query(
      `SELECT organisation, seq::integer AS seq, previous_hash AS "previousHash", hash, what, subject, person_id AS person, site_id AS site, change, before, value,
         ${preciseIso('holds_from')} AS "holdsFrom", by, ${preciseIso('at')} AS at, rows
       FROM organisation_changes WHERE (organisation, seq) > ($1, $2) ORDER BY organisation, seq LIMIT ${pageSize}`,
      after,
    );
    if (page.length === 0) break;
    for (const { hash, ...change } of page) {
      const { organisation, seq } = change;
      const end = ends.get(organisation) ?? { seq: 0, hash: chainStart };
      const fault = broken.has(organisation) ? undefined : linkFault(end, change, hash);
      if (fault) {
        faults.push({ number: `organisation ${organisation}`, seq, what: fault });
        broken.add(organisation);
      }
      ends.set(organisation, { seq, hash });
      for (const [row, digest] of Object.entries(change.rows ?? {})) recorded.set(row, digest);
    }
    const last = page.at(-1)!;
    after = [last.organisation, last.seq];
  }
  return [...faults, ...(await endFaults(manager, ends)), ...(await rowFaultsOf(manager, recorded))];
}

function linkFault(end: { seq: number; hash: string }, change: ChainedChange, hash: string): string | undefined {
  if (change.seq !== end.seq + 1) return `change ${end.seq + 1} of the organisation is missing`;
  if (change.previousHash !== end.hash)
    return 'the change does not follow on from the one before: one was altered, moved or put in';
  return hashOfChange(change) === hash ? undefined : 'the change was altered';
}

/** Where a chain does not end where its organisation's record says: changes were taken away, or all of them. */
async function endFaults(
  manager: EntityManager,
  ends: ReadonlyMap<string, { seq: number; hash: string }>,
): Promise<VerifyFault[]> {
  const rows: { organisation: string; seq: number; hash: string }[] = await manager.query(
    `SELECT organisation, seq::integer AS seq, hash FROM organisation_records ORDER BY organisation`,
  );
  const known = new Set(rows.map(({ organisation }) => organisation));
  const strays = [...ends.keys()].filter((organisation) => !known.has(organisation));
  return [
    ...rows
      .filter(({ organisation, seq, hash }) => {
        const end = ends.get(organisation);
        return end?.seq !== seq || end.hash !== hash;
      })
      .map(({ organisation, seq }) => ({
        number: `organisation ${organisation}`,
        what: `its changes on record do not end with change ${seq}: some were taken away or put in`,
      })),
    ...strays.map((organisation) => ({
      number: `organisation ${organisation}`,
      what: 'it has changes on record, and no end of them',
    })),
  ];
}

/** Rows that no change made, that a change made and are gone, or that are not as it left them. */
async function rowFaultsOf(manager: EntityManager, recorded: ReadonlyMap<string, string>): Promise<VerifyFault[]> {
  const rows = await allRecordedRows(manager);
  const there = new Set(rows.map(({ row }) => row));
  return [
    ...rows.flatMap(({ row, organisation, digest }) => {
      const known = recorded.get(row);
      if (known === digest) return [];
      const what =
        known === undefined
          ? `${row} is there, and no change on record made it`
          : `${row} is not what its changes made`;
      return [{ number: `organisation ${organisation}`, what }];
    }),
    ...[...recorded.keys()]
      .filter((row) => !there.has(row))
      .map((row) => ({ number: `row ${row}`, what: 'it is gone, and no change on record took it away' })),
  ];
}
