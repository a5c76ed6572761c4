import type { QueryRunner } from 'typeorm';
import type { CaseState, EntryDraft } from '../../../domain/case/case.js';
import { fold } from '../../../domain/case/fold.js';
import { searchRow, wordColumns, wordRows } from '../../../ledger/case-rows.js';
import { detachWords, digestOf, wordOf } from '../../../ledger/words/entry-words.js';
import { storedState } from '../../../ledger/words/stored-form.js';

const pageSize = 200;

type OldEntry = Pick<EntryDraft, 'act' | 'input' | 'changes' | 'notices'> & {
  number: string;
  seq: number;
  kind: string;
};

/** Moves the words of everything that is on record into `words`, case by case. As the owner of the tables. */
export async function moveWords(runner: QueryRunner): Promise<void> {
  await runner.query(`ALTER TABLE entries DISABLE TRIGGER entries_never_change`);
  for (let after = ''; ;) {
    const page: { number: string; state: CaseState }[] = await runner.query(
      `SELECT number, state FROM cases WHERE number > $1 ORDER BY number LIMIT ${pageSize}`,
      [after],
    );
    if (page.length === 0) break;
    const numbers = page.map(({ number }) => number);
    const entries: OldEntry[] = await runner.query(
      `SELECT number, entries.seq, act, input, changes, notices, cases.kind FROM entries JOIN cases USING (number) WHERE number = ANY ($1) ORDER BY number, entries.seq`,
      [numbers],
    );
    await movePage(runner, page, entries);
    after = numbers.at(-1)!;
  }
  await runner.query(`ALTER TABLE entries ENABLE TRIGGER entries_never_change`);
}

async function movePage(
  runner: QueryRunner,
  page: { number: string; state: CaseState }[],
  entries: OldEntry[],
): Promise<void> {
  const detachedCases = new Map<string, CaseState>();
  const [words, detached, notices]: object[][] = [[], [], []];
  for (const { number, seq, kind, ...entry } of entries) {
    const { draft, words: own } = detachWords(kind, seq, entry as EntryDraft);
    detachedCases.set(number, fold(detachedCases.get(number) ?? null, draft));
    words!.push(...wordRows({ number, words: own }));
    const digests = own.length > 0 ? own.map(digestOf) : null;
    detached!.push({ number, seq, input: draft.input, changes: draft.changes, notices: draft.notices, digests });
    for (const [at, { text }] of draft.notices.entries())
      notices!.push({ number, seq, said: entry.notices[at]!.text, word: wordOf(text) });
  }
  await runner.query(
    `INSERT INTO words (${wordColumns.join(', ')}) SELECT ${wordColumns.join(', ')} FROM jsonb_populate_recordset(NULL::words, $1::jsonb)`,
    [JSON.stringify(words)],
  );
  await runner.query(
    `UPDATE entries SET input = moved.input, changes = moved.changes, notices = moved.notices, digests = moved.digests
     FROM jsonb_to_recordset($1::jsonb) AS moved (number text, seq integer, input jsonb, changes jsonb, notices jsonb, digests jsonb)
     WHERE entries.number = moved.number AND entries.seq = moved.seq`,
    [JSON.stringify(detached)],
  );
  await runner.query(
    `UPDATE notices SET word = moved.word, text = NULL FROM jsonb_to_recordset($1::jsonb) AS moved (number text, seq integer, said jsonb, word smallint)
     WHERE notices.number = moved.number AND notices.seq = moved.seq AND notices.text = moved.said AND notices.kind <> 'unheld'`,
    [JSON.stringify(notices)],
  );
  // A case without entries says nothing; `verify` names it, before and afterwards.
  const rows = page.flatMap(({ number, state }) => {
    const found = detachedCases.get(number);
    return found ? [{ number, state: storedState(found), said: searchRow(state).said }] : [];
  });
  await runner.query(
    `WITH moved AS MATERIALIZED (SELECT * FROM jsonb_to_recordset($1::jsonb) AS moved (number text, state jsonb, said jsonb)),
       of_cases AS (UPDATE cases SET state = moved.state FROM moved WHERE cases.number = moved.number)
     UPDATE case_search SET said = moved.said FROM moved WHERE case_search.number = moved.number`,
    [JSON.stringify(rows)],
  );
}
