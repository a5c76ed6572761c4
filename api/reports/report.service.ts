import { json } from 'node:stream/consumers';
import { Inject, Injectable, StreamableFile } from '@nestjs/common';
import { dutiesOf, type DutyRule } from '../../domain/rulebook/duties.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { inZone } from '../../domain/time/zone.js';
import { FileStore } from '../../ledger/files/file-store.js';
import { Ledger } from '../../ledger/ledger.js';
import { sitesOf, type Site } from '../../ledger/people/people.js';
import { producedReport } from '../../ledger/files/produced-reports.js';
import { reportHtml } from '../../reports/html.js';
import { reportPdfDocument } from '../../reports/pdf-document.js';
import { periodOfMonth } from '../../reports/period.js';
import { monthlyReport, type MonthlyReport } from '../../reports/report.js';
import { reportWorkbook } from '../../reports/workbook.js';
import { xlsxType } from '../../tables/xlsx.js';
import type { Caller } from '../permission/caller.js';
import { PrintService } from '../forms/print.service.js';
import { ApiProblem } from '../problem.js';
import type { ReportJson } from './report-json.js';
import type { ReportDto } from './report.dto.js';

interface Address {
  rulebook: string;
  place: string;
  month: string;
}

/** Monthly reports for the staff of the organisation: as their duty produced them, or as they would be now. */
@Injectable()
export class ReportService {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(FileStore) private readonly store: FileStore,
    @Inject(PrintService) private readonly printing: PrintService,
  ) {}

  async answer(who: Caller, address: Address, { format, duty }: ReportDto): Promise<ReportJson | StreamableFile> {
    const { report, produced } = await this.find(who, address, duty);
    const name = `report-${report.rulebook}-${address.place}-${report.period.month}`;
    const { language } = who;
    switch (format) {
      case undefined:
        return { ...report, withoutKept: report.withoutKept ?? false, produced };
      case 'html':
        return new StreamableFile(Buffer.from(reportHtml(report, language)), {
          type: 'text/html; charset=utf-8',
          disposition: 'inline',
        });
      case 'xlsx':
        return new StreamableFile(await reportWorkbook(report, language), {
          type: xlsxType,
          disposition: `attachment; filename="${name}.xlsx"`,
        });
      case 'pdf':
        return new StreamableFile(await this.printing.print(reportPdfDocument(report, language)), {
          type: 'application/pdf',
          disposition: `inline; filename="${name}.pdf"`,
        });
    }
  }

  private async find(
    who: Caller,
    { rulebook: name, place, month }: Address,
    dutyId: string | undefined,
  ): Promise<{ report: MonthlyReport; produced: ReportJson['produced'] }> {
    const sites = await this.sitesAt(who, place, name);
    const rulebook = this.ledger.rulebooks.current(name);
    if (!rulebook || sites.length === 0) throw noSuchReport();
    const [id, duty] = dutyIn(rulebook, dutyId);
    if (dutyId !== undefined && !duty)
      throw ApiProblem.input([
        {
          field: 'duty',
          text: { en: 'is no duty with a monthly report in these rules.', 'zh-CN': '不是规程中有月度报告的例行工作。' },
        },
      ]);
    await this.requireMonthOver(month, duty?.report?.cutOff, rulebook);
    const kept =
      id && sites.length === 1 && sites[0]!.id === place
        ? await producedReport(this.ledger.source, { rulebook: name, site: place, duty: id, month })
        : undefined;
    const data = kept?.files.find(({ type }) => type === 'application/json');
    if (kept && data)
      return {
        report: (await json(await this.store.read(data.sha256))) as MonthlyReport,
        produced: { number: kept.number, files: kept.files.map((file) => file.id) },
      };
    const producedAt = inZone((await this.ledger.time.now(new Date())).getTime(), rulebook.timeZone);
    const report = await monthlyReport(this.ledger, rulebook, {
      sites: sites.map((site) => site.id),
      place:
        sites[0]!.id === place
          ? sites[0]!.name
          : {
              'zh-CN': sites.map((site) => site.name['zh-CN']).join('、'),
              en: sites.map((site) => site.name.en).join(', '),
            },
      name: duty?.name ?? { 'zh-CN': '月度报告', en: 'Monthly report' },
      clause: duty?.clause ?? null,
      kind: duty?.report?.kind,
      cutOff: duty?.report?.cutOff,
      month,
      producedAt,
    });
    if (!report) throw noSuchReport();
    return { report, produced: null };
  }

  /**
   * The site, or all sites of the caller's organisation where the rulebook holds; none where they may not read them
   * all.
   */
  private async sitesAt(who: Caller, place: string, rulebook: string): Promise<Site[]> {
    const wanted = place === who.actor.organisation ? [...who.organisationSites] : [place];
    const sites = (await sitesOf(this.ledger.source, wanted)).filter((site) => site.rulebooks.includes(rulebook));
    return sites.every(({ id }) => who.sites.has(id)) ? sites : [];
  }

  private async requireMonthOver(month: string, cutOff: number | undefined, { timeZone }: Rulebook): Promise<void> {
    if (!/^(19[7-9]\d|2[01]\d\d)-(0[1-9]|1[0-2])$/.test(month))
      throw ApiProblem.input([
        { field: 'month', text: { en: 'must be a month, like 2026-11.', 'zh-CN': '须为月份，如 2026-11。' } },
      ]);
    const today = inZone((await this.ledger.time.now(new Date())).getTime(), timeZone).slice(0, 10);
    const { until } = periodOfMonth(month, cutOff);
    if (until > today)
      throw ApiProblem.input([
        {
          field: 'month',
          text: {
            en: `is not over: its report can be read from ${until} on.`,
            'zh-CN': `尚未结束：其报告自 ${until} 起可查看。`,
          },
        },
      ]);
  }
}

/** The duty of that id that has a report, or where none is named the first whose report is of all kinds. */
function dutyIn(rulebook: Rulebook, wanted: string | undefined): [string, DutyRule] | [] {
  const reporting = Object.entries(dutiesOf(rulebook)).filter(([, { report }]) => report);
  return (
    wanted === undefined
      ? (reporting.find(([, { report }]) => !report!.kind) ?? [])
      : (reporting.find(([id]) => id === wanted) ?? [])
  ) as [string, DutyRule] | [];
}

function noSuchReport(): ApiProblem {
  return ApiProblem.of(
    'unknown-report',
    'There is no such report: name a rulebook, and a site of yours where it holds or your organisation.',
    '没有此报告：请填写规程，以及其适用的本单位项目或单位标识。',
  );
}
