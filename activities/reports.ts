import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { ApplicationFailure } from '@temporalio/common';
import { systemActor } from '../domain/actor.js';
import { dutyOf } from '../domain/rulebook/duties.js';
import { isRefusal } from '../domain/refusal.js';
import { inZone } from '../domain/time/zone.js';
import type { FileStore } from '../ledger/files/file-store.js';
import type { FileType } from '../ledger/files/file-types.js';
import { fileOfKey, keepFile, type StoredFile } from '../ledger/files/file-records.js';
import type { Ledger } from '../ledger/ledger.js';
import { sitesOf } from '../ledger/people/people.js';
import { caseState } from '../ledger/read/case.js';
import type { PdfPrinter } from '../print/printer.js';
import { reportPdfDocument } from '../reports/pdf-document.js';
import { latestFinishedMonth } from '../reports/period.js';
import { monthlyReport, type MonthlyReport } from '../reports/report.js';
import { reportWorkbook } from '../reports/workbook.js';
import { xlsxType } from '../tables/xlsx.js';

/** What producing reports needs in addition to the ledger. */
export interface ReportTools {
  files: FileStore;
  printer: PdfPrinter;
}

/**
 * Reports that the system produces when their duty comes round. `tools` are left out where nothing is produced.
 */
export function reportActivities(ledger: Ledger, tools: ReportTools | undefined) {
  return {
    /**
     * Produces the monthly report of a duty and attaches it to its case, once for ever: as data, as a workbook and on
     * paper. The data are kept first, and what is kept is what the others are made from, however often it is tried. The
     * month it was of, or null for a duty without a report.
     */
    async produceReport(number: string): Promise<string | null> {
      const state = await caseState(ledger.source, number);
      if (state?.kind !== 'duty') return null;
      const rulebook = await ledger.rulebooks.get(state.rulebook, state.version);
      const duty = dutyOf(state.facts['duty'], rulebook);
      if (!duty.report || state.closedAt !== null) return null;
      if (state.marks['attach-report']) return String(state.facts['reportMonth']);
      if (!tools) throw ApplicationFailure.retryable('This worker produces no reports.', 'NoTools');
      const { kind, cutOff } = duty.report;
      const { month } = latestFinishedMonth(inZone(state.receivedAt, rulebook.timeZone).slice(0, 10), cutOff);
      const [site] = await sitesOf(ledger.source, [state.site]);
      const keep = (type: FileType, content: Uint8Array) =>
        storeOnce(ledger, tools.files, { organisation: state.organisation, key: `${number}:${type}`, type, content });
      const before = await fileOfKey(ledger.source, systemActor.id, `${number}:application/json`);
      const data = before ?? (await keep('application/json', await produced()));
      const report = (await json(await tools.files.read(data.sha256))) as MonthlyReport;
      const workbook = await keep(xlsxType, await reportWorkbook(report, 'zh-CN'));
      const paper = await keep('application/pdf', await tools.printer.print(reportPdfDocument(report, 'zh-CN')));
      const answer = await ledger.append(
        systemActor,
        { number, act: 'attach-report', input: { month, files: [data.id, workbook.id, paper.id] } },
        `report:${number}`,
      );
      // Closed or attached meanwhile: nothing is left to do.
      if (isRefusal(answer) && !['already-done', 'not-in-this-status'].includes(answer.code))
        throw ApplicationFailure.nonRetryable(`The ledger refused the desk: ${answer.code}.`, 'DeskRefused');
      return month;

      async function produced(): Promise<Uint8Array> {
        const producedAt = inZone((await ledger.time.now(new Date())).getTime(), rulebook.timeZone);
        const made = await monthlyReport(ledger, rulebook, {
          sites: [state!.site],
          place: site!.name,
          name: duty.name,
          clause: duty.clause,
          kind,
          cutOff,
          month,
          producedAt,
        });
        // What happened is measured within seconds, and a deadline of the month is entered by now: a report is not
        // signed on less.
        if (!made?.final) throw ApplicationFailure.retryable('Not everything of the month is on record yet.', 'NotYet');
        return Buffer.from(JSON.stringify(made));
      }
    },
  };
}

/** Stores a content under a key of the system. Where there is one under this key already, that one stays. */
async function storeOnce(
  ledger: Ledger,
  store: FileStore,
  { organisation, key, type, content }: { organisation: string; key: string; type: FileType; content: Uint8Array },
): Promise<StoredFile> {
  const before = await fileOfKey(ledger.source, systemActor.id, key);
  if (before) return before;
  const draft = await store.receive(Readable.from([Buffer.from(content)]));
  try {
    const { sha256, size } = draft;
    const file = { id: randomUUID(), sha256, size, type, takenAt: null, latitude: null, longitude: null };
    return await keepFile(ledger.source, store, draft, file, { by: { id: systemActor.id, organisation }, key });
  } finally {
    await store.discard(draft);
  }
}
