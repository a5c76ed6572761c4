import { correct, type CorrectedKind } from '../acts/correct.js';
import { goingUp } from '../acts/gravity.js';
import { reopen, type ReopenedKind } from '../acts/reopen.js';
import { unjoinActs } from '../acts/unjoin.js';
import { turnInto } from '../acts/turn-into.js';
import type { ActTable } from '../deciding/act.js';
import { listOf } from '../rulebook/lists.js';
import type { KindOfCase } from './check-kind.js';

/** A kind of case with what is known of it where something was done by mistake. */
export type UndoableKind = KindOfCase & ReopenedKind & CorrectedKind;

/** A channel that goes up to the leader takes its complaint along; a category its course. */
export const heatingComplaintCorrected: CorrectedKind['whenCorrected'] = (state, { field, to }, rulebook) => {
  if (field === 'channel') return goingUp(state, { channel: String(to) }, rulebook);
  const course = listOf(rulebook, 'categories')?.[String(to)] as { course?: string } | undefined;
  return field === 'category' && state.facts['course'] ? { facts: { course: course?.course ?? null } } : {};
};

/** Which repairs are major is said of their type. */
export const repairCorrected: CorrectedKind['whenCorrected'] = (_state, { field, to }, { repairTypes }) =>
  field === 'repairType' ? { facts: { major: repairTypes[String(to)]?.major ?? false } } : {};

/** What takes back what was done by mistake, by what is known of the kind. */
export function undoingActs(
  name: string,
  kind: UndoableKind,
  tableOf: (kind: string) => ActTable | undefined,
): ActTable {
  return {
    correct: correct(name, kind, kind.acts['record']!),
    ...unjoinActs(kind),
    ...turnInto(name, tableOf),
    ...('join' in kind.acts ? { reopen: reopen(kind) } : {}),
  };
}
