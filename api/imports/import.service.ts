import { createHash } from 'node:crypto';
import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { importRows } from '../../import/import.js';
import { chooseRulebook, importingRoles } from '../../import/importer.js';
import { keptReport } from '../../import/kept-report.js';
import type { ImportMapping } from '../../import/mapping.js';
import { parseMapping } from '../../import/read-mapping.js';
import { countOutcomes, type RowResult } from '../../import/report.js';
import {
  beginImport,
  endImport,
  importOf,
  importsOf,
  leaveImport,
  noteImportProgress,
} from '../../ledger/imports/import-records.js';
import { Ledger } from '../../ledger/ledger.js';
import { FileError } from '../../tables/read/sheet.js';
import type { TableRows } from '../../tables/read/table.js';
import type { IdempotencyContext } from '../idempotency.js';
import type { Caller } from '../permission/caller.js';
import { requireRight } from '../permission/rights.js';
import { ApiProblem } from '../problem.js';
import { ReadingService } from '../reading/reading.service.js';
import type { ImportForm } from './import-form.js';
import { importJson, type ImportProgress } from './import-json.js';
import type { ImportJson, ImportsJson } from './imports.dto.js';

/** What is known of an import before its first row is read. */
interface PreparedImport {
  who: Caller;
  table: TableRows;
  mapping: ImportMapping;
  site: string;
  rulebook: Rulebook;
  asHistory: boolean;
  dry: boolean;
}

const noteEveryMs = 1_000;
const listedImports = 20;
/** So many a process runs at once, each with so many rows under way: whoever is at the desk comes first. */
const [maxRunning, maxConcurrent] = [2, 2];

/** Imports over the API: they run in the background of the process that took them. */
@Injectable()
export class ImportService implements OnModuleDestroy {
  private readonly stopping = new AbortController();
  private readonly running = new Set<Promise<void>>();
  private readonly log = new Logger('import');

  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(ReadingService) private readonly reading: ReadingService,
  ) {}

  /** Begins an import, or goes on with one that broke off; the same key gives the same import. */
  async begin(who: Caller, form: ImportForm, dry: boolean, { key, reply }: IdempotencyContext): Promise<ImportJson> {
    const rulebooks = this.ledger.rulebooks.all();
    const sites = requireRight('import-cases', who, rulebooks);
    const { site = '', asHistory } = form.fields;
    if (sites !== 'all' && !sites.includes(site))
      throw ApiProblem.of(
        'unknown-site',
        `There is no site '${site}' where you import cases.`,
        `没有您可导入案件的项目“${site}”。`,
      );
    const mapping = mappingOf(form.fields['mapping']!);
    const rulebook = await this.rulebookOf(site, form.fields['rulebook'], mapping);
    requireImporter(who, rulebook, site, mapping);
    if (this.running.size >= maxRunning) throw importsBusy();
    const table = await this.reading.table(form.table, mapping.sheet);
    const body = [form.fields, dry, createHash('sha256').update(form.table).digest('hex')];
    const begun = await beginImport(this.ledger.source, {
      enteredBy: who.actor.id,
      key,
      body,
      site,
      namespace: mapping.namespace,
      dry,
    });
    if (!begun)
      throw ApiProblem.of(
        'key-reused',
        'This Idempotency-Key came before with another body: use a new key.',
        '该 Idempotency-Key 已用于其他内容，请使用新的键。',
      );
    const prepared = { who, table, mapping, site, rulebook, asHistory: asHistory === 'true', dry };
    if (begun.started) this.runInBackground(begun.id, prepared);
    void reply.header('location', `/v1/imports/${begun.id}`);
    return this.read(who, begun.id);
  }

  /** An import of the caller; 404 for anybody else's. */
  async read(who: Caller, id: string): Promise<ImportJson> {
    const record = await importOf(this.ledger.source, who.actor.id, id);
    if (!record)
      throw ApiProblem.of(
        'unknown-import',
        `There is no import '${id.slice(0, 40)}' of yours.`,
        `没有您的导入“${id.slice(0, 40)}”。`,
      );
    return importJson(record, this.zone(), who.language);
  }

  async list(who: Caller): Promise<ImportsJson> {
    const records = await importsOf(this.ledger.source, who.actor.id, listedImports);
    return { imports: records.map((record) => importJson(record, this.zone(), who.language)) };
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.running);
  }

  private runInBackground(id: string, prepared: PreparedImport): void {
    const run: Promise<void> = this.run(id, prepared)
      .catch((error: unknown) =>
        this.log.error(`Import ${id} broke off: ${(error as { code?: string }).code ?? (error as Error).name}`),
      )
      .finally(() => this.running.delete(run));
    this.running.add(run);
  }

  private async run(
    id: string,
    { who, table, mapping, site, rulebook, asHistory, dry }: PreparedImport,
  ): Promise<void> {
    const { source } = this.ledger;
    const results: RowResult[] = [];
    let progress: ImportProgress = { rows: 0, read: 0, counts: countOutcomes([]) };
    const note = setInterval(() => void noteImportProgress(source, id, progress).catch(() => undefined), noteEveryMs);
    try {
      const report = await importRows(table, {
        ledger: this.ledger,
        actor: who.actor,
        importerLabel: who.actor.id,
        site,
        rulebook: rulebook.name,
        asHistory,
        dry,
        maxConcurrent,
        file: 'table',
        mapping,
        stop: this.stopping.signal,
        progress: (read, rows, result) => {
          if (result) results.push(result);
          progress = { rows, read, counts: countOutcomes(results) };
        },
      });
      clearInterval(note);
      if (report.read === report.rows) return await endImport(source, id, { report: keptReport(report, mapping) });
      await noteImportProgress(source, id, progress);
      await leaveImport(source, id);
    } catch (error) {
      clearInterval(note);
      if (error instanceof FileError) return await endImport(source, id, { failure: error.kept });
      await leaveImport(source, id).catch(() => undefined);
      throw error;
    }
  }

  private async rulebookOf(site: string, asked: string | undefined, mapping: ImportMapping): Promise<Rulebook> {
    const rulebooks = this.ledger.rulebooks.all();
    const [row] = await this.ledger.source.query(`SELECT rulebooks FROM sites WHERE id = $1`, [site]);
    const here: string[] = row?.rulebooks ?? [];
    const usual = rulebooks.find(
      ({ name, kinds }) => here.includes(name) && Object.hasOwn(kinds, mapping.kind ?? 'complaint'),
    );
    try {
      return chooseRulebook(
        rulebooks.filter(({ name }) => here.includes(name)),
        asked ?? usual?.name ?? here[0] ?? '',
        mapping,
      );
    } catch (error) {
      if (error instanceof FileError) throw ApiProblem.input([{ field: 'rulebook', text: error.text }]);
      throw error;
    }
  }

  private zone(): string {
    return this.ledger.rulebooks.all()[0]?.timeZone ?? 'UTC';
  }
}

function mappingOf(text: string): ImportMapping {
  const read = parseMapping(text);
  if ('mapping' in read) return read.mapping;
  throw ApiProblem.input(read.faults.map(({ line, text: said }) => ({ field: `mapping:${line}`, text: said })));
}

/** Rows are entered by the caller, in a role of theirs that may record such cases. */
function requireImporter(
  { actor }: Caller,
  rulebook: Rulebook,
  site: string,
  { kind = 'complaint', columns }: ImportMapping,
): void {
  if ('kind' in columns) return;
  const roles = importingRoles(rulebook, kind);
  if (actor.posts.some((post) => roles.includes(post.role) && (post.site === null || post.site === site))) return;
  const names = (language: 'en' | 'zh-CN', comma: string) =>
    roles.map((role) => rulebook.roles[role]?.name[language] ?? role).join(comma);
  throw ApiProblem.of(
    'role-may-not',
    `You enter the cases yourself; that takes: ${names('en', ', ')}.`,
    `案件由您本人登记，须为：${names('zh-CN', '、')}。`,
  );
}

function importsBusy(): ApiProblem {
  return ApiProblem.of(
    'reading-busy',
    'Other imports are running now: try again with the same Idempotency-Key when they have ended.',
    '其他导入正在进行，请在其结束后使用同一 Idempotency-Key 重试。',
    { headers: { 'retry-after': '30' } },
  );
}
