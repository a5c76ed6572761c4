import { setImmediate as othersTurn } from 'node:timers/promises';
import type { DataSource, QueryRunner } from 'typeorm';
import type { CaseStore } from '../case-store.js';
import type { CaseWork } from '../case-work.js';
import type { Ledger } from '../ledger.js';
import type { CommittedChange, KeyedRequest } from '../request.js';
import { runPrepared } from '../transaction.js';
import { readState, storedStateColumns, type StoredStateRow } from '../words/read-state.js';
import type { CaseWrite } from '../write-case.js';
import { isWritableTogether, writeCases } from './write-cases.js';

/** What becomes of a case whose past moments are entered already: more is entered on it, or it is left to be tried alone. */
export type WorkOnCase = (runner: QueryRunner, work: CaseWork) => Promise<{ request?: KeyedRequest } | 'alone'>;

/** So many cases are worked out before others of this process get their turn. */
const workedAtOnce = 20;

const readCases = {
  name: 'banjie-read-many',
  text: `SELECT number, ${storedStateColumns()}, last_hash AS hash, (SELECT clock_timestamp()) AS at FROM cases WHERE number = ANY ($1)`,
};

interface CaseRow extends StoredStateRow {
  number: string;
  hash: string;
  at: Date;
}

/**
 * Works on many cases with two statements: one reads them, one writes what follows. Each is decided by the same code as
 * alone, and each is written whole or not at all; the numbers of those that were not are returned: who has moved on, is
 * locked, is not as expected or was not there. Nothing is locked between the statements, as by `Ledger.append`.
 */
export class CaseBatches {
  private readonly cases: CaseStore;
  private readonly source: DataSource;

  constructor(private readonly ledger: Ledger) {
    this.source = ledger.source;
    this.cases = ledger.cases;
  }

  /** `signal`: whether the engine has to be told. A fault of the database leaves all of them. */
  async run(numbers: readonly string[], signal: boolean, workOn: WorkOnCase): Promise<string[]> {
    const left = new Set(numbers);
    const runner = this.source.createQueryRunner();
    try {
      await this.ledger.rulebooks.messages.refresh();
      const rows = await runPrepared<CaseRow>(runner, readCases, [numbers]);
      const writings: CaseWrite[] = [];
      for (const [place, row] of rows.entries()) {
        if (place % workedAtOnce === workedAtOnce - 1) await othersTurn();
        const writing = await this.writingOf(runner, row, signal, workOn).catch(() => undefined);
        if (writing === 'nothing') left.delete(row.number);
        else if (writing) writings.push(writing);
      }
      if (writings.length > 0) {
        const written = await writeCases(runner, writings);
        for (const number of written.keys()) left.delete(number);
        this.publish(writings, written);
      }
    } catch {
      // Whatever it was befalls each of those that are left, alone.
    } finally {
      await runner.release();
    }
    return numbers.filter((number) => left.has(number));
  }

  /** What is to be written of a case; undefined where it must be tried alone. */
  private async writingOf(
    runner: QueryRunner,
    row: CaseRow,
    signal: boolean,
    workOn: WorkOnCase,
  ): Promise<CaseWrite | 'nothing' | undefined> {
    const work = await this.cases.workOn({
      ...readState(row),
      hash: row.hash,
      asOf: row.at.toISOString(),
      ...(await this.cases.time(row.at)),
    });
    const worked = await workOn(runner, work);
    if (worked === 'alone') return undefined;
    const { before, entries } = work;
    if (entries.length === 0) return 'nothing';
    const writing: CaseWrite = {
      before,
      after: work.state!,
      detached: work.detached!,
      entries,
      rulebook: work.rulebook,
      rulebookBefore: work.rulebookBefore,
      mail: this.ledger.mail,
      now: work.now,
      tellInMs: signal ? this.cases.tellInMs(work) : null,
      request: worked.request,
    };
    return isWritableTogether(writing) ? writing : undefined;
  }

  private publish(writings: readonly CaseWrite[], written: ReadonlyMap<string, number | null>): void {
    const changes = writings.flatMap(({ after: state, detached, entries, tellInMs: inMs }): CommittedChange[] => {
      const untoldFrom = written.get(state.number);
      if (untoldFrom === undefined) return [];
      const { hash, enteredAt } = entries.at(-1)!.recorded;
      const telling = inMs === null ? null : { inMs, untoldFrom };
      return [{ state, snapshot: { state, detached, hash, asOf: enteredAt }, entries, telling }];
    });
    if (changes.length > 0) this.ledger.onCommit(changes);
  }
}
