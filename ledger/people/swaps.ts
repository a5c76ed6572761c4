import type { DataSource, QueryRunner } from 'typeorm';
import { recordChanges, type ChangeContext } from './organisation-changes.js';
import { fieldFault, type FieldFault } from './change-once.js';
import { addRosterEntries, rosterEntryOf, withdrawRosterEntry, type RosterEntry } from './roster.js';

/** Two people who exchange their duties (换班): asked by one, answered by the other. */
export interface Swap {
  id: string;
  entry: string;
  other: string;
  askedBy: string;
  /** Whose the other duty is: they answer. */
  asked: string;
  agreed: boolean | null;
}

const select = `SELECT swaps.id, entry_id AS entry, other_id AS other, asked_by AS "askedBy", other.person_id AS asked, agreed FROM roster_swaps swaps JOIN roster_entries other ON other.id = other_id`;

export async function swapOf(source: Pick<DataSource | QueryRunner, 'query'>, id: string): Promise<Swap | undefined> {
  const [swap] = await source.query(`${select} WHERE swaps.id = $1::bigint`, [id]);
  return swap;
}

/** Those that concern somebody and wait for an answer. */
export async function openSwaps(source: Pick<DataSource, 'query'>, person: string): Promise<Swap[]> {
  return source.query(
    `${select} WHERE agreed IS NULL AND (asked_by = $1 OR other.person_id = $1) ORDER BY swaps.id LIMIT 200`,
    [person],
  );
}

/** Asks for an exchange of two duties that have not begun; both are checked as they would then stand. */
export async function requestSwap(
  runner: QueryRunner,
  own: RosterEntry,
  other: RosterEntry,
  change: ChangeContext,
): Promise<FieldFault[] | Swap> {
  const { by, now } = change;
  if (own.person === other.person)
    return [
      fieldFault(
        'with',
        'Both duties are the same person’s: name the duty of somebody else.',
        '两个班次属同一人，请选择他人的班次。',
      ),
    ];
  if (own.from <= now || other.from <= now)
    return [
      fieldFault(
        'with',
        'One of the two duties has begun: only what is still to come is exchanged.',
        '其中一个班次已开始，只能调换尚未开始的班次。',
      ),
    ];
  const [waits] = await runner.query(
    `SELECT 1 FROM roster_swaps WHERE agreed IS NULL AND (entry_id = ANY ($1::bigint[]) OR other_id = ANY ($1::bigint[])) LIMIT 1`,
    [[own.id, other.id]],
  );
  if (waits)
    return [
      fieldFault(
        'with',
        'An exchange of one of these duties waits for its answer already.',
        '其中一个班次已有换班申请待答复。',
      ),
    ];
  const [{ id }] = await runner.query(
    `INSERT INTO roster_swaps (entry_id, other_id, asked_by, asked_at) VALUES ($1, $2, $3, $4) RETURNING id`,
    [own.id, other.id, by, now],
  );
  await recordChanges(runner, change, [
    {
      what: 'swap',
      subject: id,
      person: other.person,
      site: own.site,
      change: 'created',
      value: { entry: own, other },
      holdsFrom: now,
    },
  ]);
  return { id, entry: own.id, other: other.id, askedBy: by, asked: other.person, agreed: null };
}

/**
 * The other one's answer. Agreed: both duties are withdrawn and entered again with their people exchanged, or nothing
 * is.
 */
export async function answerSwap(
  runner: QueryRunner,
  swap: Swap,
  agreed: boolean,
  change: ChangeContext,
): Promise<FieldFault[] | Swap> {
  const { by, now } = change;
  if (swap.agreed !== null)
    return [fieldFault('swap', 'This exchange has been answered already.', '该换班申请已答复。')];
  const [own, other] = [await rosterEntryOf(runner, swap.entry), await rosterEntryOf(runner, swap.other)];
  if (agreed) {
    if (!own || !other || own.from <= now || other.from <= now)
      return [
        fieldFault(
          'swap',
          'One of the two duties has begun or is no longer on the roster: refuse the exchange.',
          '其中一个班次已开始或已撤销，请不予同意。',
        ),
      ];
    for (const entry of [own, other]) await withdrawRosterEntry(runner, entry, `swap ${swap.id}`, change);
    const { id: _own, name: _ownName, ...first } = own;
    const { id: _other, name: _otherName, ...second } = other;
    const entered = await addRosterEntries(
      runner,
      [
        { ...first, person: other.person },
        { ...second, person: own.person },
      ],
      change,
      (i, field) => `${i === 0 ? 'entry' : 'other'}.${field}`,
    );
    if (Array.isArray(entered)) return entered;
  }
  await runner.query(`UPDATE roster_swaps SET answered_by = $2, answered_at = $3, agreed = $4 WHERE id = $1::bigint`, [
    swap.id,
    by,
    now,
    agreed,
  ]);
  await recordChanges(runner, change, [
    {
      what: 'swap',
      subject: swap.id,
      person: swap.askedBy,
      site: own?.site ?? null,
      change: 'changed',
      value: { agreed },
      holdsFrom: now,
    },
  ]);
  return { ...swap, agreed };
}
