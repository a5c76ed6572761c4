import type { Values } from '../act/values.js';
import type { Json } from '../api/client.js';
import type { Target } from './drag.js';
import { firstActs, type Team } from './use-board.js';

/** Acts that send work on from one team to another. */
const onActs = ['redispatch', 'redirect', 'transfer'];

/** Fields of such acts that name the department a team stands for. */
const departmentFields = new Set(['crew', 'district', 'department']);

export interface GiveAct {
  act: Json<'ActJson'>;
  /** What of its fields the choice says already. */
  given: Values;
  /** Why the reader may not do it; undefined where they may. */
  because?: string | undefined;
}

/**
 * The act that gives a case to whom was chosen: to its first team, to somebody of its own team, on to another team.
 * Undefined where its kind, or where it stands now, has none.
 */
export function giveActOf(
  of: Pick<Json<'CaseDetailsJson'>, 'facts' | 'nextActs'>,
  kind: Json<'KindJson'>,
  target: Target,
  teams: readonly Team[],
): GiveAct | undefined {
  const has = of.facts['team'] ?? null;
  const isOwnTeam = String(has) === target.team;
  const names = has === null ? firstActs : isOwnTeam && target.person ? ['assign'] : onActs;
  for (const name of names) {
    const next = of.nextActs.find(({ act }) => act === name);
    const act = kind.acts.find((one) => one.act === name);
    if (!next || !act) continue;
    const department = teams.find(({ id }) => id === target.team)?.department;
    const given = Object.fromEntries(
      act.fields.flatMap(({ name: field }): [string, unknown][] => {
        if (field === 'team') return [[field, target.team]];
        if (field === 'person') return target.person ? [[field, target.person]] : [];
        return departmentFields.has(field) && department ? [[field, department]] : [];
      }),
    );
    return { act, given, ...(next.yours ? {} : { because: next.because?.text ?? '' }) };
  }
  return undefined;
}
