import type { DataSource } from 'typeorm';
import { systemActor } from '../../domain/actor.js';
import { isRefusal } from '../../domain/refusal.js';
import type { WordRetention } from '../../domain/rulebook/kind-rules.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Ledger } from '../ledger.js';
import { utcIso } from '../sql.js';

/** A filed case whose words are kept no longer. `closedAt`, `dueAt`: since when, in UTC ISO. */
export interface DueErasure {
  number: string;
  site: string;
  kind: string;
  closedAt: string;
  dueAt: string;
}

/** How long words of a kind are kept, by the rulebook that holds now. */
interface KeptFor {
  rulebook: string;
  kind: string;
  months: number;
}

const casesAtOnce = 50;

function keptFor(rulebooks: readonly Rulebook[]): KeptFor[] {
  return rulebooks.flatMap(({ name, kinds }) =>
    Object.entries(kinds).flatMap(([kind, { retention }]) =>
      retention ? [{ rulebook: name, kind, months: monthsOf(retention) }] : [],
    ),
  );
}

function monthsOf({ words: { amount, unit } }: WordRetention): number {
  return unit === 'years' ? amount * 12 : amount;
}

/**
 * Filed cases that still have words though the time of their kind has passed at `now` (UTC ISO), by the rulebooks that hold
 * now; by number, those after `after`. `sites`: only these.
 */
export async function dueErasures(
  source: DataSource,
  rulebooks: readonly Rulebook[],
  { now, after = '', limit, sites }: { now: string; after?: string; limit: number; sites?: readonly string[] },
): Promise<DueErasure[]> {
  const rules = keptFor(rulebooks);
  if (rules.length === 0) return [];
  return source.query(
    `SELECT number, site, cases.kind, ${utcIso('closed_at')} AS "closedAt", ${utcIso('(closed_at + make_interval(months => months))')} AS "dueAt"
     FROM cases JOIN jsonb_to_recordset($1::jsonb) AS kept (rulebook text, kind text, months integer) ON kept.rulebook = cases.rulebook AND kept.kind = cases.kind
     WHERE closed_at + make_interval(months => months) <= $2 AND number > $3 AND ($5::text[] IS NULL OR site = ANY ($5))
       AND EXISTS (SELECT FROM words WHERE words.number = cases.number AND words.seq <> COALESCE((state->'facts'->>'erasedUpTo')::integer, 0))
     ORDER BY number LIMIT $4`,
    [JSON.stringify(rules), now, after, limit, sites ?? null],
  );
}

/**
 * Erases what is due, a page at a time, until `stop`. A case that is refused (one opened from it is open) is tried again the
 * next day. How many were erased.
 */
export async function eraseDue(ledger: Ledger, stop?: AbortSignal): Promise<number> {
  await ledger.rulebooks.refresh(ledger.time);
  const now = (await ledger.time.now(new Date())).toISOString();
  let erased = 0;
  for (let after = ''; !stop?.aborted;) {
    const page = await dueErasures(ledger.source, ledger.rulebooks.all(), { now, after, limit: casesAtOnce });
    for (const { number } of page) {
      if (stop?.aborted) return erased;
      const input = { ground: 'retention-ended', reason: '保存期限已届满。' };
      const answer = await ledger.append(
        systemActor,
        { number, act: 'erase', input },
        `retention:${number}:${now.slice(0, 10)}`,
      );
      if (!isRefusal(answer) && !answer.replayed) erased += 1;
    }
    if (page.length < casesAtOnce) return erased;
    after = page.at(-1)!.number;
  }
  return erased;
}
