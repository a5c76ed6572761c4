import type { Language } from '../../domain/text.js';
import { countOutcomes, leftOutSentences, type ImportReport, type RowResult } from '../../import/report.js';
import type { ImportRecord } from '../../ledger/imports/import-records.js';
import { inZone } from '../../domain/time/zone.js';
import type { ImportCountsJson, ImportJson, ImportRowJson } from './imports.dto.js';

/** How far a running import is. */
export interface ImportProgress {
  rows: number;
  read: number;
  counts: ImportCountsJson;
}

/** An import as its answer, in the language of the reader. */
export function importJson(record: ImportRecord, zone: string, language: Language): ImportJson {
  const { id, site, namespace, dry, status, startedAt, endedAt } = record;
  const report = record.report as Omit<ImportReport, 'file'> | null;
  const progress = report ?? (record.progress as ImportProgress | null);
  return {
    id,
    site,
    namespace,
    dry,
    status,
    detail: statusText(record, progress, language),
    startedAt: inZone(startedAt.toISOString(), zone),
    endedAt: endedAt && inZone(endedAt.toISOString(), zone),
    rows: progress?.rows ?? null,
    read: progress?.read ?? 0,
    counts: progress?.counts ?? countOutcomes([]),
    leftOut: report ? leftOutSentences(report).map((text) => text[language]) : [],
    results: (report?.results ?? []).map((result) => rowJson(result, language)),
  };
}

function statusText(
  { status, dry, failure }: ImportRecord,
  progress: ImportProgress | null,
  language: Language,
): string {
  const say = (en: string, zh: string) => (language === 'en' ? en : zh);
  const [read, rows] = [progress?.read ?? 0, progress?.rows ?? '?'];
  switch (status) {
    case 'running':
      return say(`${read} of ${rows} rows are done.`, `已处理 ${read}/${rows} 行。`);
    case 'done': {
      const { taken, joined, there, refused } = progress!.counts;
      const what = say(
        `${taken} taken, ${joined} joined, ${there} already there, ${refused} refused.`,
        `导入 ${taken} 行，并入 ${joined} 行，已存在 ${there} 行，拒绝 ${refused} 行。`,
      );
      return dry ? say(`Nothing was taken; it would be: ${what}`, `试算，未作导入，结果将是：${what}`) : what;
    }
    case 'failed':
      return failure![language];
    case 'broken-off':
      return say(
        `It broke off after ${read} of ${rows} rows: send it again with the same Idempotency-Key, and it goes on. No row is taken twice.`,
        `处理 ${read}/${rows} 行后中断：请使用同一 Idempotency-Key 重新提交即可继续，各行不会重复导入。`,
      );
  }
}

function rowJson(
  { row, sheet, id, outcome, number, into, reason, notes }: RowResult,
  language: Language,
): ImportRowJson {
  const said = [reason?.text, ...(notes ?? [])].flatMap((text) => (text ? [text[language]] : []));
  return {
    row,
    ...(sheet === undefined ? {} : { sheet }),
    ...(id === undefined ? {} : { id }),
    outcome,
    ...(number === undefined ? {} : { number }),
    ...(into === undefined ? {} : { into }),
    ...(reason ? { code: reason.code } : {}),
    ...(said.length > 0 ? { detail: said.join(language === 'en' ? '; ' : '；') } : {}),
  };
}
