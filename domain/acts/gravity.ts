import { act, type ActContext, type ActTable } from '../deciding/act.js';
import type { Effects } from '../deciding/effects.js';
import type { CaseState } from '../case/case.js';
import { id } from '../case/fields.js';
import { refuse } from '../refusal.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import { intakeChannelOf } from '../deciding/intake.js';
import { wordsFields, reasonFields } from './shared-fields.js';

const clause = 'H-flow2';
export const gravityField = id('严重程度', 'Ordinary, important, major or sudden; ordinary unless said otherwise.', {
  list: 'gravities',
  optional: true,
  example: 'ordinary',
});

/**
 * Whether a complaint goes before the responsible leader and the general manager: by its gravity, or by the platform it
 * came through.
 */
export function mustGoUp(rulebook: Rulebook, { gravity, channel }: { gravity: string; channel: string }): boolean {
  return (
    rulebook.lists?.['gravities']?.[gravity]?.['goesUp'] === true || intakeChannelOf(channel, rulebook)?.goesUp === true
  );
}

/** What follows from a new gravity, channel or authority: once a complaint goes up it stays so. */
export function goingUp(
  state: CaseState,
  now: { gravity?: string; channel?: string },
  rulebook: Rulebook,
): Effects<never, 'gravity' | 'goesUp'> {
  const { gravity, channel } = {
    gravity: String(state.facts['gravity']),
    channel: String(state.facts['channel']),
    ...now,
  };
  if (state.facts['goesUp'] === true || !mustGoUp(rulebook, { gravity, channel })) return { facts: { gravity } };
  return { facts: { gravity, goesUp: true }, milestones: ['goes-up'] };
}

/** The facts that these acts set. */
export const gravityFacts = ['gravity', 'goesUp', 'instructed'] as const;
type GravityFact = (typeof gravityFacts)[number];

/**
 * H-flow2 and H-proc1: before the leader; what is grave waits for the general manager's instruction, everything else
 * may be passed on.
 */
export const gravityActs = {
  'raise-gravity': act({
    name: { 'zh-CN': '提升严重程度', en: 'Raise the gravity' },
    clause,
    from: 'open',
    by: ['supervisor', 'leader', 'top'],
    fields: {
      gravity: id('严重程度', 'The higher gravity.', { list: 'gravities', example: 'important' }),
      ...reasonFields,
    },
    brings: ['goes-up'],
    sets: ['gravity', 'goesUp'],
    guard: ({ state, rulebook }) =>
      Object.keys(rulebook.lists?.['gravities'] ?? {}).at(-1) === state.facts['gravity']
        ? refuse('already-done', 'It is of the highest gravity already.', '已是最高严重程度。', clause)
        : undefined,
    check: ({ state, input, rulebook }) => {
      const order = Object.keys(rulebook.lists?.['gravities'] ?? {});
      if (order.indexOf(input.gravity) > order.indexOf(String(state.facts['gravity']))) return undefined;
      return refuse(
        'bad-input',
        `The gravity is only raised: it is '${String(state.facts['gravity'])}' now.`,
        '严重程度只能提升。',
        clause,
      );
    },
    effects: ({ state, input, rulebook }) => goingUp(state, { gravity: input.gravity }, rulebook),
  }),
  'report-up': act({
    name: { 'zh-CN': '上报分管领导', en: 'Report to the leader' },
    clause: 'H-proc1',
    from: 'open',
    by: ['centre'],
    brings: ['cleared'],
    check: ({ state }) =>
      state.status === 'recorded' && state.facts['goesUp'] !== true
        ? refuse(
            'missing-step',
            'Sort and verify it first (sort): the leader is told what was found.',
            '请先分类核实，再汇报领导。',
            'H-proc1',
          )
        : undefined,
    effects: ({ state }) => (state.facts['goesUp'] === true ? {} : { milestones: ['cleared'] }),
  }),
  instruct: act({
    name: { 'zh-CN': '总经理批示', en: 'Give the instruction' },
    clause,
    from: 'open',
    by: ['top'],
    fields: wordsFields,
    brings: ['cleared'],
    sets: ['instructed'],
    check: ({ state }) => {
      if (state.facts['goesUp'] !== true)
        return refuse(
          'missing-step',
          'This complaint does not go up: raise its gravity first where it should (raise-gravity).',
          '此投诉无须批示；如情况严重，请先提升严重程度。',
          clause,
        );
      return reported(state)
        ? undefined
        : refuse(
            'missing-step',
            'It goes before the responsible leader first (report-up).',
            '请先上报分管领导。',
            clause,
          );
    },
    effects: () => ({ facts: { instructed: true }, milestones: ['cleared'] }),
  }),
} satisfies ActTable<string, GravityFact>;

/** Reported since it was known that it goes up. */
function reported({ marks }: CaseState): boolean {
  return (marks['report-up']?.at ?? '') >= (marks['goes-up']?.at ?? '') && marks['report-up'] !== undefined;
}

/** Why the departments cannot have it, or finish it, yet. */
export function clearedProblem({ state }: Pick<ActContext, 'state'>) {
  if (!state.marks['report-up'])
    return refuse('missing-step', 'The leader has not been told yet (report-up).', '尚未汇报领导。', 'H-proc1');
  if (state.facts['goesUp'] !== true || state.facts['instructed'] === true) return undefined;
  return refuse('missing-step', "The general manager's instruction is missing (instruct).", '缺少总经理批示。', clause);
}
