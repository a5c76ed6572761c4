import { act, type ActContext } from '../deciding/act.js';
import { id, ids, oneOf, words, yesNo, type InputOf } from '../case/fields.js';
import { refuse, type Refusal } from '../refusal.js';
import { kindRules, type TierRule } from '../rulebook/rulebook.js';
import { reasonFields } from './shared-fields.js';

const sortFields = {
  valid: yesNo('是否有效', 'Whether the complaint is valid; an invalid one still gets every convenience (P-4.3.7).'),
  grounds: ids('界定理由', 'Its grounds, by the rulebook: the gravest that fits sets the tier (P-4.3.2).', {
    optional: true,
    list: 'grounds',
    example: ['slight-inconvenience'],
  }),
  tier: id('等级', 'The tier, where its grounds are not spelled out.', {
    optional: true,
    list: 'tiers',
    example: 'minor',
  }),
  department: id('责任部门', 'The department that must solve it; needed for a valid one.', {
    optional: true,
    list: 'departments',
    example: 'engineering',
  }),
  reason: words('无效原因', 'Why it is invalid; needed for an invalid one.', { optional: true }),
};
type SortInput = InputOf<typeof sortFields>;

const causes = { 'sorted-too-low': ['原界定偏低', 'sorted too low'], grew: ['事态升级', 'it has grown'] } as const;
const higherTier = id('新等级', 'The higher tier.', { list: 'tiers', example: 'important' });
const mayRaise = ['cs-supervisor', 'office-director', 'responsible-leader'] as const;

/** The facts that are set here. */
export const tierFacts = ['valid', 'promised', 'proposedTier', 'declinedAtTimes'] as const;

/**
 * Sorted by its grounds (P-4.3.2): the gravest that fits wins. `tier` alone is taken where the grounds are not spelled
 * out.
 */
export const sortAct = act({
  name: { 'zh-CN': '界定投诉', en: 'Sort the complaint' },
  clause: 'P-4.3.2',
  from: ['recorded', 'sorted'],
  by: ['centre'],
  to: 'sorted',
  fields: sortFields,
  brings: ['found-valid', 'found-invalid'],
  sets: ['valid', 'promised'],
  check: sortProblem,
  effects: ({ state, input, rulebook }) => {
    if (!input.valid) return { facts: { valid: false }, milestones: ['found-invalid'] };
    const tier = tierOf(input, rulebook.tiers)!;
    return {
      tier: tier.id,
      department: input.department!,
      facts: { valid: true, promised: state.marks['promise'] !== undefined },
      milestones: ['found-valid'],
    };
  },
});

export const raiseTier = act({
  name: { 'zh-CN': '提升等级', en: 'Raise the tier' },
  clause: 'P-4.3.2',
  from: ['sorted', 'in-hand', 'done'],
  by: mayRaise,
  fields: {
    tier: higherTier,
    cause: oneOf('提升缘由', 'Whether it was sorted too low or has grown: the clocks start accordingly (X-7).', causes),
    ...reasonFields,
  },
  sets: ['proposedTier'],
  check: (context) => noHigherProblem(context) ?? higherProblem(context, context.input.tier),
  effects: ({ input }) => ({ tier: input.tier, cause: input.cause, facts: { proposedTier: null } }),
});

/** P-4.3.2.1a: raised several times without solution. The system proposes the tier, a person decides. */
export const proposeTier = act({
  name: { 'zh-CN': '建议提升等级', en: 'Propose a higher tier' },
  clause: 'P-4.3.2.1a',
  from: ['sorted', 'in-hand', 'done'],
  by: ['desk'],
  fields: { tier: higherTier },
  sets: ['proposedTier'],
  check: (context) => noHigherProblem(context) ?? higherProblem(context, context.input.tier),
  effects: ({ state, input, rulebook }) => {
    const { to, clause } = kindRules(rulebook, state.kind).tierProposal!;
    const text = {
      'zh-CN': '多次提出未解决，建议提升等级',
      en: 'Raised several times without solution: a higher tier is proposed',
    };
    return { facts: { proposedTier: input.tier }, notices: [{ role: to, kind: 'propose', clause, text }] };
  },
});

export const confirmTier = act({
  name: { 'zh-CN': '确认提升等级', en: 'Confirm the proposed tier' },
  clause: 'P-4.3.2.1a',
  from: ['sorted', 'in-hand', 'done'],
  by: mayRaise,
  sets: ['proposedTier'],
  check: proposalProblem,
  effects: ({ state }) => ({ tier: String(state.facts['proposedTier']), cause: 'grew', facts: { proposedTier: null } }),
});

export const declineTier = act({
  name: { 'zh-CN': '不提升等级', en: 'Decline the proposed tier' },
  clause: 'P-4.3.2.1a',
  from: ['sorted', 'in-hand', 'done'],
  by: mayRaise,
  fields: reasonFields,
  sets: ['proposedTier', 'declinedAtTimes'],
  check: proposalProblem,
  effects: ({ state }) => ({ facts: { proposedTier: null, declinedAtTimes: Number(state.facts['timesRaised'] ?? 1) } }),
});

function tierOf(input: SortInput, tiers: TierRule[]): TierRule | undefined {
  const byGround = tiers.find((tier) => tier.grounds.some((ground) => input.grounds?.includes(ground.id)));
  return byGround ?? tiers.find((tier) => tier.id === input.tier);
}

function sortProblem({ state, input, rulebook }: ActContext<SortInput>): Refusal | undefined {
  if (state.status === 'sorted' && state.facts['valid'] !== false)
    return refuse(
      'already-done',
      'The complaint is sorted: raise its tier or transfer it instead.',
      '投诉已界定，请使用提升等级或转办。',
      'P-4.3.2',
    );
  if (state.facts['harm'] === true)
    return refuse(
      'missing-step',
      'Harm is going on: stop or relieve it first (relieve), then sort.',
      '损害正在发生，请先采取措施，再界定。',
      'P-4.3.8',
    );
  if (!input.valid)
    return input.reason
      ? undefined
      : refuse('bad-input', 'Say why the complaint is invalid (reason).', '请说明投诉无效的原因。', 'P-4.3.7');
  const tier = tierOf(input, rulebook.tiers);
  if (!tier)
    return refuse(
      'bad-input',
      `Give the grounds or the tier: ${rulebook.tiers.map((item) => item.id).join(', ')}.`,
      `请填写界定理由或等级：${rulebook.tiers.map((item) => item.name['zh-CN']).join('、')}。`,
      'P-4.3.2',
    );
  if (input.tier && input.tier !== tier.id && rank(rulebook.tiers, input.tier) > rank(rulebook.tiers, tier.id)) {
    return refuse(
      'bad-input',
      `The grounds make it '${tier.id}': the gravest that fits counts.`,
      `按界定理由应为${tier.name['zh-CN']}投诉：从重界定。`,
      'P-4.3.2.3',
    );
  }
  if (!input.department) {
    return refuse(
      'bad-input',
      `Name the department: ${Object.keys(rulebook.departments).join(', ')}.`,
      `请填写责任部门：${Object.values(rulebook.departments)
        .map((item) => item['zh-CN'])
        .join('、')}。`,
      'P-4.3.4.3',
    );
  }
  return undefined;
}

/** Why no tier could be raised, whichever is named. */
function noHigherProblem({ state, rulebook }: Pick<ActContext, 'state' | 'rulebook'>): Refusal | undefined {
  if (!state.tier)
    return refuse(
      'missing-step',
      'The complaint has no tier yet: sort it first.',
      '投诉尚未界定等级，请先界定。',
      'P-4.3.2',
    );
  return rank(rulebook.tiers, state.tier) > 0
    ? undefined
    : refuse('tier-not-higher', 'The complaint is of the gravest tier already.', '投诉已是最高等级。', 'X-7');
}

function higherProblem({ state, rulebook }: Pick<ActContext, 'state' | 'rulebook'>, tier: string): Refusal | undefined {
  if (rank(rulebook.tiers, tier) < rank(rulebook.tiers, state.tier!)) return undefined;
  return refuse(
    'tier-not-higher',
    'A tier is only raised; a lower one would shorten the care the customer was promised.',
    '等级只能提升，不能降低。',
    'X-7',
  );
}

function proposalProblem({ state }: Pick<ActContext, 'state'>): Refusal | undefined {
  return state.facts['proposedTier']
    ? undefined
    : refuse('missing-step', 'The desk has not proposed a higher tier.', '没有待确认的提升等级建议。', 'P-4.3.2.1a');
}

/** 0 is the gravest. */
function rank(tiers: TierRule[], id: string): number {
  return tiers.findIndex((tier) => tier.id === id);
}
