import type { DataSource } from 'typeorm';
import { byBuilding } from '../../domain/words/building.js';
import { visibleToSql } from '../read/visible.js';

/** A case by where it is: `at` when it came in. */
export interface CaseOfBuilding {
  number: string;
  place: string | null;
  open: boolean;
  recent: boolean;
  at: Date;
}

/** Of a building how many cases are open, and how many came in since the beginning. */
export interface BuildingCount {
  /** Null: no building is known, or not everybody may know it. */
  building: string | null;
  open: number;
  recent: number;
}

export const buildingCounts = ['open', 'recent'] as const;

/**
 * The cases of a site that are open or came in from `from` on (UTC ISO), by the building they lie in; without those that
 * exclude the reader (`keys`). Where a case is that not everybody may know of, is not told.
 */
export async function casesByBuilding(
  source: DataSource,
  { site, from, keys }: { site: string; from: string; keys: string[] },
): Promise<Map<string | null, CaseOfBuilding[]>> {
  const rows: CaseOfBuilding[] = await source.query(
    `SELECT cases.number, CASE WHEN case_search.guarded THEN NULL ELSE case_search.place END AS place, cases.closed_at IS NULL AS open,
       cases.received_at >= $2::timestamptz AS recent, cases.received_at AS at
     FROM cases JOIN case_search USING (number)
     WHERE cases.site = $1 AND (cases.closed_at IS NULL OR cases.received_at >= $2::timestamptz) AND ${visibleToSql('$3')}
     ORDER BY cases.received_at DESC, cases.number DESC`,
    [site, from, keys],
  );
  return byBuilding(rows, ({ place }) => place);
}

/** How many each building has, by its name as people count: 2号楼 before 10号楼; what has no building comes last. */
export function countsOfBuildings(cases: ReadonlyMap<string | null, readonly CaseOfBuilding[]>): BuildingCount[] {
  return [...cases]
    .map(([building, of]) => ({
      building,
      open: of.filter(({ open }) => open).length,
      recent: of.filter(({ recent }) => recent).length,
    }))
    .toSorted(({ building: a }, { building: b }) =>
      a === null || b === null ? Number(a === null) - Number(b === null) : byNumber.compare(a, b),
    );
}

const byNumber = new Intl.Collator('zh-CN', { numeric: true });
