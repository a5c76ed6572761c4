import { act } from '../deciding/act.js';
import { id, words, yesNo } from '../case/fields.js';
import { refuse } from '../refusal.js';

const clause = 'H-6';

/** The facts that are set here. */
export const conductFacts = ['conductProven', 'consequence'] as const;

/**
 * H-6: what came of a complaint about the conduct of staff; once proven it records which of the consequences followed,
 * by gravity.
 */
export const conductFinding = act({
  name: { 'zh-CN': '登记查实结果和处分', en: 'Enter the conduct finding' },
  clause,
  from: ['sorted', 'passed', 'in-hand'],
  by: ['manager', 'leader', 'top'],
  fields: {
    proven: yesNo('是否查实', 'Whether it is proven.'),
    consequence: id('处分', 'Which consequence follows, by gravity; for what is proven.', {
      list: 'consequences',
      optional: true,
      example: 'warning',
    }),
    circumstances: words('情节', 'The circumstances it rests on.'),
  },
  sets: conductFacts,
  check: ({ state, input }) => {
    if (state.facts['course'] !== 'conduct')
      return refuse(
        'missing-step',
        'This complaint is not about the conduct of staff.',
        '此投诉不涉及员工行为。',
        clause,
      );
    if (input.proven && !input.consequence)
      return refuse(
        'bad-input',
        'Conduct that is proven has a consequence: say which (consequence).',
        '已查实的须登记处分。',
        clause,
      );
    if (!input.proven && input.consequence)
      return refuse(
        'bad-input',
        'What is not proven has no consequence: leave it out.',
        '未查实的不得登记处分。',
        clause,
      );
    return undefined;
  },
  effects: ({ input }) => ({ facts: { conductProven: input.proven, consequence: input.consequence ?? null } }),
});
