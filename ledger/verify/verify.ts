import type { DataSource } from 'typeorm';
import { CaseRow, EntryRow } from '../../database/entities/case.js';
import { RulebookRow } from '../../database/entities/organisation.js';
import type { CaseState } from '../../domain/case/case.js';
import { nextMoment, wakeAt } from '../../domain/clocks/clock-moments.js';
import { isRunning } from '../../domain/clocks/clocks.js';
import { fold } from '../../domain/case/fold.js';
import { tasksOf } from '../../domain/projections/tasks.js';
import { chainStart, hashOf, sha256 } from '../chain.js';
import type { FileStore } from '../files/file-store.js';
import { RulebookStore } from '../versions/rulebooks.js';
import { contentChecker, fileRowFaults, type CaseFileRow, type CaseFault, type VerifyFault } from './verify-files.js';
import { versionStepFaults } from '../versions/version-steps.js';
import { unseenByColumn } from '../write-case.js';

export interface VerifyReport {
  cases: number;
  entries: number;
  faults: VerifyFault[];
}

const pageSize = 200;

/**
 * Folds every case anew from its entries and compares it with its row, clocks and tasks; recomputes the hash chain.
 * Finds an altered, missing or reordered entry, a tail cut off, a changed or missing row, a changed rulebook, and where
 * `files` is given a file whose content is missing or altered. Reads page by page; `progress` hears of each.
 */
export async function verifyLedger(
  source: DataSource,
  progress: (cases: number) => void = () => undefined,
  files?: FileStore,
): Promise<VerifyReport> {
  const report: VerifyReport = {
    cases: 0,
    entries: 0,
    faults: [
      ...(await rulebookFaults(source)),
      ...(await versionStepFaults(source)),
      ...(await entriesWithoutCase(source)),
    ],
  };
  const rulebooks = new RulebookStore(source);
  const contentFaults = files ? contentChecker(files) : () => [];
  for (let after = ''; ;) {
    // One snapshot a page, so that acts entered meanwhile are seen in both row and entries or in neither.
    const page = await source.transaction('REPEATABLE READ', async (manager) => {
      const rows = await manager
        .createQueryBuilder(CaseRow, 'row')
        .where('row.number > :after', { after })
        .orderBy('row.number')
        .take(pageSize)
        .getMany();
      const numbers = rows.map((row) => row.number);
      const entries = await manager
        .createQueryBuilder(EntryRow, 'entry')
        .where('entry.number = ANY (:numbers)', { numbers })
        .orderBy('entry.number')
        .addOrderBy('entry.seq')
        .getMany();
      const clocks = await manager.query(
        `SELECT number, id, rule, clause, who, due, breached_at, ended_at FROM clocks WHERE number = ANY ($1)`,
        [numbers],
      );
      const tasks = await manager.query(
        `SELECT number, id, role, department, person, team, due FROM tasks WHERE number = ANY ($1)`,
        [numbers],
      );
      const named = await manager.query(
        `SELECT number, seq, field, file_id, sha256 FROM case_files JOIN files ON files.id = file_id WHERE number = ANY ($1) ORDER BY seq, field, file_id`,
        [numbers],
      );
      return { rows, entries, clocks, tasks, named };
    });
    if (page.rows.length === 0) return report;
    const [entries, clocks, tasks, named] = [
      byNumber(page.entries),
      byNumber<StoredClock>(page.clocks),
      byNumber<StoredTask>(page.tasks),
      byNumber<CaseFileRow>(page.named),
    ];
    for (const row of page.rows) {
      const own = entries.get(row.number) ?? [];
      report.cases += 1;
      report.entries += own.length;
      const faults = caseFaults(row, own);
      const derived = faults.length
        ? []
        : [
            ...clockFaults(row.state, clocks.get(row.number) ?? []),
            ...taskFaults(row.state, tasks.get(row.number) ?? [], await rulebooks.get(row.rulebook, row.version)),
          ];
      const lines = named.get(row.number) ?? [];
      const ofFiles = faults.length ? [] : [...fileRowFaults(row.kind, own, lines), ...(await contentFaults(lines))];
      report.faults.push(...[...faults, ...derived, ...ofFiles].map((fault) => ({ number: row.number, ...fault })));
    }
    progress(report.cases);
    after = page.rows.at(-1)!.number;
  }
}

/** a version that cases are pinned to is never changed. */
async function rulebookFaults(source: DataSource): Promise<VerifyFault[]> {
  const rows = await source.getRepository(RulebookRow).find();
  return rows
    .filter((row) => sha256(row.body) !== row.sha256)
    .map(({ name, version }) => ({ number: `rulebook ${name} ${version}`, what: 'the text was altered' }));
}

async function entriesWithoutCase(source: DataSource): Promise<VerifyFault[]> {
  const rows: { number: string }[] = await source.query(
    `SELECT DISTINCT number FROM entries WHERE NOT EXISTS (SELECT FROM cases WHERE cases.number = entries.number) ORDER BY number`,
  );
  return rows.map(({ number }) => ({ number, what: 'the case has entries but no row' }));
}

function caseFaults(row: CaseRow, entries: EntryRow[]): CaseFault[] {
  let [state, hash]: [CaseState | null, string] = [null, chainStart];
  for (const [at, entry] of entries.entries()) {
    const seq = at + 1;
    if (entry.seq !== seq) return [{ seq, what: `entry ${seq} is missing: ${entry.seq} follows` }];
    const draft = { ...entry, at: entry.at.toISOString(), happenedAt: entry.happenedAt.toISOString() };
    if (entry.previousHash !== hash)
      return [{ seq, what: 'the entry does not follow on from the one before: one was altered, moved or put in' }];
    if (hashOf(entry.number, seq, hash, draft) !== entry.hash) return [{ seq, what: 'the entry was altered' }];
    try {
      state = fold(state, draft);
    } catch (error) {
      return [{ seq, what: `the entry cannot be folded: ${(error as Error).message}` }];
    }
    hash = entry.hash;
  }
  if (!state) return [{ what: 'the case has no entry' }];
  if (row.seq > entries.length)
    return [{ seq: entries.length + 1, what: `the last ${row.seq - entries.length} entries are missing` }];
  if (row.seq !== state.seq || row.lastHash !== hash) return [{ what: 'the row does not end where the entries end' }];
  if (sha256(row.state) !== sha256(state)) return [{ what: 'the row is not what the entries make' }];
  return columnFaults(row, state);
}

function columnFaults(row: CaseRow, state: CaseState): CaseFault[] {
  const next = nextMoment(state);
  const wanted = {
    kind: state.kind,
    rulebook: state.rulebook,
    version: state.version,
    site: state.site,
    status: state.status,
    tier: state.tier,
    department: state.department,
    round: state.round,
    customerKey: state.facts['customerKey'] ?? null,
    joinedTo: state.facts['joinedTo'] ?? null,
    unseenBy: unseenByColumn(state)?.join() ?? null,
    line: state.facts['line'] ?? null,
    owner: state.facts['owner'] ?? null,
    importedFrom: state.facts['importedFrom'] ?? null,
    receivedAt: state.receivedAt,
    openedAt: state.openedAt,
    closedAt: state.closedAt,
    nextMomentAt: next && wakeAt(next.moment),
    lateClocks: state.clocks.filter((clock) => isRunning(clock) && clock.breachedAt).length,
    subject: state.words.subject ?? null,
  };
  return Object.entries(wanted)
    .filter(([name, value]) => plain(row[name as keyof CaseRow]) !== value)
    .map(([name]) => ({ what: `column ${name} is not what the entries make` }));
}

interface StoredClock {
  number: string;
  id: string;
  rule: string;
  clause: string;
  who: string;
  due: Date;
  breached_at: Date | null;
  ended_at: Date | null;
}

interface StoredTask {
  number: string;
  id: string;
  role: string;
  department: string | null;
  person: string | null;
  team: string | null;
  due: Date | null;
}

function clockFaults(state: CaseState, lines: StoredClock[]): CaseFault[] {
  const wanted = state.clocks.map((clock) =>
    [clock.id, clock.rule, clock.clause, clock.who, clock.due, clock.breachedAt, clock.metAt ?? clock.stoppedAt].join(),
  );
  const found = lines.map((line) =>
    [line.id, line.rule, line.clause, line.who, plain(line.due), plain(line.breached_at), plain(line.ended_at)].join(),
  );
  return differ(wanted, found) ? [{ what: 'its clocks are not what the entries make' }] : [];
}

function taskFaults(state: CaseState, lines: StoredTask[], rulebook: Parameters<typeof tasksOf>[1]): CaseFault[] {
  const wanted = tasksOf(state, rulebook).map((task) =>
    [task.id, task.role, task.department, task.person, task.team, task.due].join(),
  );
  const found = lines.map((line) =>
    [line.id, line.role, line.department, line.person, line.team, plain(line.due)].join(),
  );
  return differ(wanted, found) ? [{ what: 'its tasks are not what the entries make' }] : [];
}

function differ(wanted: string[], found: string[]): boolean {
  return wanted.toSorted().join('\n') !== found.toSorted().join('\n');
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.join();
  return value instanceof Date ? value.toISOString() : value;
}

function byNumber<T extends { number: string }>(rows: T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(row.number, [...(groups.get(row.number) ?? []), row]);
  return groups;
}
