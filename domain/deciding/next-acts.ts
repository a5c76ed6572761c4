import { customerPageRole, type Actor } from '../actor.js';
import type { CaseState } from '../case/case.js';
import type { Refusal } from '../refusal.js';
import { expandRoleGroups } from '../rulebook/role-groups.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import type { Text } from '../text.js';
import { clauseOf, statusAllows, type ActTable } from './act.js';
import type { AskedActs, BesideNextActs, RefusalsOfAct, AnyActRow } from './known-refusals.js';
import { rememberedRefusals } from './remembered-refusals.js';

/** An act that the status of the case allows. */
export interface NextAct {
  act: string;
  name: Text;
  clause: string;
  by: string[];
  /** Whether somebody may do it now, whoever that is. */
  possible: boolean;
  /**
   * Why the actor may not do it, whatever they would write, or nobody may now; undefined where they may. The same is
   * said to whoever tries, except that who must not act at all hears that first.
   */
  because: Refusal | undefined;
}

/**
 * The acts that are legal now, with why not where they are for somebody else. `at` in UTC ISO; `beside`: the
 * teams that may be given the case, and other cases, as far as they were read.
 */
export function nextActs(
  state: CaseState,
  table: ActTable,
  actor: Actor,
  rulebook: Rulebook,
  at: string,
  beside: BesideNextActs = {},
  refusals: (row: AnyActRow) => RefusalsOfAct = rememberedRefusals(state, actor, rulebook),
): NextAct[] {
  const asked: AskedActs = { state, actor, at, ...beside };
  return Object.entries(table as Readonly<Record<string, AnyActRow>>)
    .filter(
      ([act, row]) =>
        act !== 'record' &&
        !row.by.every((role) => role === 'desk' || role === customerPageRole) &&
        statusAllows(row, state) &&
        (row.offered?.(state) ?? true),
    )
    .map(([act, row]) => {
      const { own, nobody } = refusals(row);
      const because = own(asked);
      const impossible = because && nobody(asked);
      return {
        act,
        name: row.name,
        clause: clauseOf(row, rulebook),
        by: expandRoleGroups(row.by, rulebook, state.kind).filter((role) => role !== customerPageRole),
        possible: !impossible,
        because: impossible ?? because,
      };
    });
}
