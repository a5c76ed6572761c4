import type { Actor } from '../domain/actor.js';
import { isRefusal, type Refusal } from '../domain/refusal.js';
import type { LedgerAnswer } from '../ledger/request.js';
import type { Ledger } from '../ledger/ledger.js';
import {
  findKnownCustomers,
  rememberCase,
  contentHashOf,
  findImportedRows,
  type KnownCustomer,
  type ImportedRow,
} from './imported-rows.js';
import type { RowResult } from './report.js';
import type { ImportRow } from './rows.js';

/** Where rows become cases, and who enters them. */
export interface RowImportOptions {
  ledger: Ledger;
  actor: Actor;
  site: string;
  rulebook: string;
  /** As past cases: closed, at their own time. */
  asHistory: boolean;
  /** Only finds out what would become of the rows. */
  dry?: boolean;
  /** So many people's rows are taken at once; the rows of one person one after the other. */
  maxConcurrent: number;
}

/**
 * Enters rows in the ledger, through its one way in; every step may be done again after a break and changes nothing the
 * second time.
 */
export class RowImporter {
  /** The row of a case, for the report. */
  private readonly rowOf = new Map<string, number>();
  /** Of a trial: the row of each case that there would be. */
  private readonly tried = new Map<string, number>();
  private customers = new Map<string, KnownCustomer>();
  private importedRows = new Map<string, ImportedRow>();

  constructor(private readonly options: RowImportOptions) {}

  /**
   * Enters a batch and calls `done` for each row. Rows that `stop` leaves undone are not reported. Throws where the
   * database is gone.
   */
  async importBatch(batch: ImportRow[], done: (result: RowResult) => void, stop: AbortSignal): Promise<void> {
    const {
      ledger: { source },
      site,
    } = this.options;
    [this.importedRows, this.customers] = await Promise.all([
      findImportedRows(source, batch),
      findKnownCustomers(source, site, batch),
    ]);
    const groups = new Map<string, ImportRow[]>();
    for (const row of batch)
      groups.set(row.customerKey ?? row.sourceKey, [...(groups.get(row.customerKey ?? row.sourceKey) ?? []), row]);
    const queue = groups.values();
    const lane = async (): Promise<void> => {
      // All lanes take from the one iterator: a person's rows are never in two of them.
      for (const rows of queue) for (const row of rows) if (!stop.aborted) done(await this.importRow(row));
    };
    const ends = await Promise.allSettled(Array.from({ length: this.options.maxConcurrent }, lane));
    const broken = ends.find((end) => end.status === 'rejected');
    if (broken) throw broken.reason;
  }

  private async importRow(row: ImportRow): Promise<RowResult> {
    const person = row.customerKey ? this.customers.get(row.customerKey) : undefined;
    const result = await this.caseOf(row, person);
    if (!result.number) return result;
    this.rowOf.set(result.number, row.row);
    if (row.customerKey) rememberCase(this.customers, row.customerKey, result.number, row.repeatKey);
    return result;
  }

  private async caseOf(row: ImportRow, person: KnownCustomer | undefined): Promise<RowResult> {
    const same = {
      ...placeOf(row),
      id: row.id,
      ...(row.notes.length ? { notes: row.notes } : {}),
    };
    const earlier = person?.matters.get(row.repeatKey);
    const before = this.importedRows.get(row.sourceKey);
    if (before) {
      // Broken off between the record and the join: what was begun is finished, unless somebody has the case in hand
      // meanwhile.
      const there: RowResult = { ...same, outcome: 'there', number: before.number };
      if (earlier && earlier !== before.number && before.status === 'recorded')
        return this.options.dry ? there : this.join(there, row, earlier);
      if (before.said === contentHashOf(row.input)) return there;
      return {
        ...there,
        notes: [...row.notes, saysSomethingElse],
      };
    }
    if (this.options.dry) return this.tryOut(same, row, person, earlier);
    const answer = await this.open(row, person, earlier);
    if (isRefusal(answer)) return { ...same, outcome: 'refused', reason: { code: answer.code, text: answer.text } };
    const taken: RowResult = {
      ...same,
      outcome: 'taken',
      number: answer.state.number,
      ...(person ? { sameCustomerAs: person.first } : {}),
    };
    if (!earlier) return taken;
    return this.options.asHistory ? this.joined(taken, earlier) : this.join(taken, row, earlier);
  }

  /** What would become of a row; cases that it would be joined to or linked with are those on record. */
  private async tryOut(
    same: Pick<RowResult, 'row' | 'id' | 'notes' | 'sheet'>,
    row: ImportRow,
    person: KnownCustomer | undefined,
    earlier: string | undefined,
  ): Promise<RowResult> {
    const { ledger, actor, site, rulebook, asHistory } = this.options;
    const first = person && !this.tried.has(person.first) ? person.first : undefined;
    const opening = {
      kind: row.kind,
      rulebook,
      site,
      input: { ...row.input, ...(first ? { sameCustomerAs: first } : {}) },
    };
    const origin = { imported: true, ...(asHistory ? { past: row.writtenAt! } : {}) };
    const answer = await ledger.previewOpening(actor, opening, undefined, origin);
    if (isRefusal(answer)) return { ...same, outcome: 'refused', reason: { code: answer.code, text: answer.text } };
    const pretended = `:${row.sourceKey}`;
    this.tried.set(pretended, row.row);
    if (row.customerKey) rememberCase(this.customers, row.customerKey, pretended, row.repeatKey);
    if (!earlier) return { ...same, outcome: 'taken', ...(first ? { sameCustomerAs: first } : {}) };
    const intoRow = this.tried.get(earlier);
    return { ...same, outcome: 'joined', ...(intoRow === undefined ? { into: earlier } : { intoRow }) };
  }

  private open(
    row: ImportRow,
    person: KnownCustomer | undefined,
    earlier: string | undefined,
  ): Promise<LedgerAnswer | Refusal> {
    const { ledger, actor, site, rulebook, asHistory } = this.options;
    const input = { ...row.input, ...(person ? { sameCustomerAs: person.first } : {}) };
    const opening = { kind: row.kind, rulebook, site, input };
    if (!asHistory) return ledger.open(actor, opening, idempotencyKeyOf(row), true);
    // A closed case takes nothing in: a past repeat only names the case it repeats.
    return ledger.openHistory(
      actor,
      { ...opening, receivedAt: row.writtenAt!, input: { ...input, ...(earlier ? { duplicateOf: earlier } : {}) } },
      idempotencyKeyOf(row),
    );
  }

  /**
   * The same matter again: joined to the case that has it. Where that one takes nothing in any more, the later case
   * stands on its own.
   */
  private async join(result: RowResult, row: ImportRow, into: string): Promise<RowResult> {
    const { ledger, actor } = this.options;
    const acting = {
      number: result.number!,
      act: 'join',
      input: { into, reason: 'import: the same person says the same again' },
    };
    const answer = await ledger.append(actor, acting, `${idempotencyKeyOf(row)}:join`);
    if (!isRefusal(answer)) return this.joined(result, into);
    return {
      ...result,
      notes: [
        ...(result.notes ?? []),
        {
          en: `repeats ${into}, but could not be joined to it: ${answer.text.en}`,
          'zh-CN': `与 ${into} 重复，但无法并入：${answer.text['zh-CN']}`,
        },
      ],
    };
  }

  private joined(result: RowResult, into: string): RowResult {
    return { ...result, outcome: 'joined', into, ...(this.rowOf.has(into) ? { intoRow: this.rowOf.get(into)! } : {}) };
  }
}

const saysSomethingElse = {
  en: 'says something else now than when it was taken: nothing is changed; enter it as an act',
  'zh-CN': '内容与导入时不同，未作更改，请以操作登记',
};

function placeOf({ row, sheet }: ImportRow): Pick<RowResult, 'row' | 'sheet'> {
  return { row, ...(sheet === undefined ? {} : { sheet }) };
}

function idempotencyKeyOf(row: ImportRow): string {
  return `import:${row.sourceKey}`;
}
