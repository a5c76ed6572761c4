import { createHash, randomBytes } from 'node:crypto';
import { canonicalJson } from '../../ledger/canonical-json.js';
import {
  caseColumns,
  caseRow,
  clockColumns,
  clockRows,
  entryColumns,
  entryRow,
  searchColumns,
  searchRow,
  taskColumns,
  taskRows,
  wordColumns,
} from '../../ledger/case-rows.js';
import { hashedText } from '../../ledger/chain.js';
import { digestOf } from '../../ledger/words/entry-words.js';
import { copyLine, type ColumnTypes } from './copy-text.js';
import type { Pattern } from './patterns.js';
import { StencilCutter, type Stencil } from './stencil.js';
import { patternWords } from './stories.js';
import type { wordsOf } from './words.js';

export const noticeColumns = [
  'number',
  'seq',
  'role',
  'person_id',
  'held_for',
  'kind',
  'clause',
  'clock',
  'word',
  'text',
  'created_at',
  'read_at',
  'fanned_out_at',
] as const;

/** The tables that a case is written to, each after those it refers to, and their columns. */
export const copiedColumns = {
  cases: caseColumns,
  case_search: searchColumns,
  entries: entryColumns,
  words: wordColumns,
  clocks: clockColumns,
  tasks: taskColumns,
  notices: noticeColumns,
  measurements: [] as string[],
  measured_cases: ['number', 'seq'],
} satisfies Record<string, readonly string[]>;

export type CopiedTable = keyof typeof copiedColumns;
export type TableTypes = Readonly<Record<CopiedTable, ColumnTypes>>;

/** What is another in each copy. `shiftMs`: how much later everything happened. */
export interface CopyOf {
  number: string;
  site: string;
  words: ReturnType<typeof wordsOf>;
  shiftMs: number;
}

const zoneMs = 8 * 3_600_000;
const dayOf = (ms: number) => new Date(ms + zoneMs).toISOString().slice(0, 10);

/** How copies of a pattern are written: texts with holes, of which the hashes are made anew. */
export class CopyPlan {
  private readonly cutter: StencilCutter;
  private readonly rows: { table: CopiedTable; lines: Stencil[] }[];
  private readonly entries: { hole: number; hashed: Stencil; line: Stencil }[];
  private readonly saids: { saltHole: number; digestHole: number; said: Stencil }[];
  private readonly days: { hole: number; ms: number }[];
  readonly openedMs: number;

  constructor(
    readonly pattern: Pattern,
    private readonly types: TableTypes,
  ) {
    const { state, detached, rulebook, entries, words, notices, measurements } = pattern;
    this.openedMs = Date.parse(state.openedAt);
    const literals = [state.number, state.site, ...Object.values(patternWords)];
    const first = new StencilCutter(literals);
    const varying = words.filter(({ said }) => !first.cut(canonicalJson(said)).isFixed);
    const hole = (literal: string) => literals.push(literal) - 1;
    const hashHoles = entries.map(({ hash }) => hole(hash));
    const saids = varying.map((word) => ({
      word,
      saltHole: hole(word.salt.toString('hex')),
      digestHole: hole(digestOf(word)),
    }));
    this.days = [...new Set(measurements.map(({ at }) => String(at)))].map((at) => ({
      hole: hole(`day of ${Date.parse(at)}`),
      ms: Date.parse(at),
    }));
    this.cutter = new StencilCutter(literals);
    const cut = (table: CopiedTable, row: Readonly<Record<string, unknown>>) =>
      this.cutter.cut(copyLine(row, columnsOf(table, this.types), this.types[table]));
    // An entry of a pattern was made in a moment; what it says of its time is what counts.
    const entered = entries.map((entry) => ({ ...entry, enteredAt: entry.at }));
    this.entries = entered.map((entry, at) => ({
      hole: hashHoles[at]!,
      hashed: this.cutter.cut(hashedText(entry)),
      line: cut('entries', entryRow(entry)),
    }));
    this.saids = saids.map(({ word, ...holes }) => ({ ...holes, said: this.cutter.cut(canonicalJson(word.said)) }));
    const { number } = state;
    const lastHash = entries.at(-1)!.hash;
    this.rows = [
      { table: 'cases', lines: [cut('cases', caseRow({ state, detached, lastHash }))] },
      {
        table: 'words',
        lines: words.map((word) => cut('words', { ...word, number, salt: `\\x${word.salt.toString('hex')}` })),
      },
      { table: 'clocks', lines: clockRows(state).map((row) => cut('clocks', row)) },
      { table: 'tasks', lines: taskRows(state, rulebook).map((row) => cut('tasks', row)) },
      { table: 'notices', lines: notices.map((row) => cut('notices', row)) },
      {
        table: 'measurements',
        lines: measurements.map((row) => {
          const ms = Date.parse(String(row['at']));
          if (row['day'] !== dayOf(ms))
            throw new Error(`A measurement of ${number} counts on another day than its own.`);
          return cut('measurements', { ...row, day: `day of ${ms}` });
        }),
      },
      { table: 'measured_cases', lines: [cut('measured_cases', { number, seq: state.seq })] },
    ];
  }

  /** Writes one copy: a line of each row to what is given for its table. */
  write(copy: CopyOf, lines: Record<CopiedTable, string[]>): void {
    const { number, site, words, shiftMs } = copy;
    const values: string[] = [
      number,
      site,
      ...Object.keys(patternWords).map((name) => words[name as keyof typeof words]),
    ];
    for (const { hole, ms } of this.cutter.instants) values[hole] = new Date(ms + shiftMs).toISOString();
    for (const { hole, ms } of this.days) values[hole] = dayOf(ms + shiftMs);
    for (const { saltHole, digestHole, said } of this.saids) {
      const salt = randomBytes(16);
      values[saltHole] = salt.toString('hex');
      values[digestHole] = createHash('sha256').update(salt).update(said.textWith(values)).digest('base64url');
    }
    for (const { hole, hashed, line } of this.entries) {
      values[hole] = createHash('sha256').update(hashed.textWith(values)).digest('hex');
      lines.entries.push(line.textWith(values));
    }
    for (const { table, lines: stencils } of this.rows)
      for (const stencil of stencils) lines[table].push(stencil.textWith(values));
    const openedAt = new Date(this.openedMs + shiftMs).toISOString();
    const { state } = this.pattern;
    const found = searchRow({ ...state, number, site, openedAt, words: { ...state.words, ...words } });
    lines.case_search.push(copyLine(found, searchColumns, this.types.case_search));
  }
}

/** The columns of a table in which copies are written; measurements have no list of their own. */
export function columnsOf(table: CopiedTable, types: TableTypes): readonly string[] {
  return table === 'measurements' ? Object.keys(types.measurements) : copiedColumns[table];
}
