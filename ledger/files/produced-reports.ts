import type { DataSource } from 'typeorm';
import type { FileType } from './file-types.js';

/** A report as it was produced and attached to the case of its duty. */
export interface ProducedReport {
  number: string;
  files: { id: string; sha256: string; type: FileType }[];
}

/** The report of a month that a duty was given at a site, or undefined. */
export async function producedReport(
  source: DataSource,
  { rulebook, site, duty, month }: { rulebook: string; site: string; duty: string; month: string },
): Promise<ProducedReport | undefined> {
  const rows = await source.query(
    `SELECT cases.number, jsonb_agg(jsonb_build_object('id', files.id, 'sha256', files.sha256, 'type', files.type) ORDER BY files.type) AS files
     FROM cases JOIN entries ON entries.number = cases.number AND entries.act = 'attach-report' JOIN case_files ON case_files.number = entries.number AND case_files.seq = entries.seq JOIN files ON files.id = case_files.file_id
     WHERE cases.kind = 'duty' AND cases.state->'facts' ? 'reportMonth' AND cases.site = $1 AND cases.rulebook = $2 AND cases.state->'facts'->>'reportMonth' = $3 AND cases.state->'facts'->>'duty' = $4
     GROUP BY cases.number ORDER BY cases.number LIMIT 1`,
    [site, rulebook, month, duty],
  );
  return rows[0];
}
