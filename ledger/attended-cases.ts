import type { DataSource } from 'typeorm';

/** What reconciling compares of a case. Instants in UTC ISO, of the case's time. */
export interface AttendedCase {
  number: string;
  kind: string;
  seq: number;
  /** The next moment of its clocks; null where none runs. */
  nextMomentAt: string | null;
  /** For how many seconds the engine should have been told of it, negative where it has time; null where it knows all. */
  untoldSeconds: number | null;
}

/** A case that needs a workflow: it is open, or has not yet opened a case, told others or reported an outcome as it must. */
export const isAttendedSql = `(cases.closed_at IS NULL
  OR cases.state->'links' @? '$[*] ? (@.state == "asked" || (@.relation == "parent" && @.state == "open"))'
  OR cases.state->'broadcasts' @? '$[*] ? (@.state == "asked")')`;

const columns = `number, kind, seq, next_moment_at,
  (SELECT extract(epoch FROM clock_timestamp() - min(tell_by))::integer FROM outbox WHERE outbox.number = cases.number) AS untold`;

/** Up to `limit` cases that need a workflow, by number, those behind `after`. */
export async function attendedCases(source: DataSource, after: string, limit: number): Promise<AttendedCase[]> {
  const rows = await source.query(
    `SELECT ${columns} FROM cases WHERE number > $1 AND ${isAttendedSql} ORDER BY number LIMIT $2`,
    [after, limit],
  );
  return rows.map(attendedCaseOf);
}

/** Those of these numbers that are on record: each with whether it needs a workflow. */
export async function attendedAmong(
  source: DataSource,
  numbers: readonly string[],
): Promise<Map<string, AttendedCase & { attended: boolean }>> {
  const rows = await source.query(
    `SELECT ${columns}, ${isAttendedSql} AS attended FROM cases WHERE number = ANY ($1)`,
    [numbers],
  );
  return new Map(
    rows.map((row: { number: string; attended: boolean }) => [
      row.number,
      { ...attendedCaseOf(row), attended: row.attended },
    ]),
  );
}

/** Has the engine told of these cases as they now stand, at once: the relay sends it. */
export async function tellAgain(source: Pick<DataSource, 'query'>, numbers: readonly string[]): Promise<void> {
  await source.query(
    `INSERT INTO outbox (number, seq) SELECT number, seq FROM cases WHERE number = ANY ($1) ON CONFLICT (number, seq) DO UPDATE SET tell_by = clock_timestamp()`,
    [numbers],
  );
}

function attendedCaseOf(row: Record<string, unknown>): AttendedCase {
  return {
    number: row['number'] as string,
    kind: row['kind'] as string,
    seq: row['seq'] as number,
    nextMomentAt: (row['next_moment_at'] as Date | null)?.toISOString() ?? null,
    untoldSeconds: row['untold'] as number | null,
  };
}
