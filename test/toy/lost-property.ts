import { act, recordAct, type ActTable } from '../../domain/deciding/act.js';
import { anyCaseActs, type anyCaseFacts } from '../../domain/acts/any-case.js';
import { intakeFields } from '../../domain/acts/shared-fields.js';
import { id, oneOf, words } from '../../domain/case/fields.js';
import { refuse } from '../../domain/refusal.js';

type LostPropertyStatus = 'recorded' | 'told' | 'closed';
type LostPropertyFact = (typeof anyCaseFacts)[number] | 'channel' | 'thing';

/**
 * Something found and handed in (失物招领), a kind that is not shipped: kept on a shelf until its owner has been
 * notified and has it back.
 */
export const lostPropertyActs = {
  record: recordAct({
    name: { 'zh-CN': '登记失物', en: 'Record something found (失物)' },
    clause: 'T-1',
    from: [],
    by: ['front'],
    to: 'recorded',
    fields: {
      ...intakeFields,
      thing: id('物品类别', 'What sort of thing it is.', { list: 'things' }),
      shelf: words('存放位置', 'Where it is kept.', { max: 20 }),
    },
    sets: ['channel', 'reachable', 'thing'],
    effects: ({ input }) => ({
      words: input.words,
      facts: { channel: input.channel, reachable: !!input.words.phone, thing: input.thing },
    }),
  }),
  'tell-loser': act({
    name: { 'zh-CN': '通知失主', en: 'Tell whoever lost it' },
    clause: 'T-2',
    from: ['recorded'],
    by: ['front'],
    to: 'told',
    fields: { answer: words('通知内容', 'What they were told.', { word: 'answer' }) },
  }),
  'hand-over': act({
    name: { 'zh-CN': '交还失主', en: 'Hand it over and file the case' },
    clause: 'T-3',
    from: ['told'],
    by: ['front'],
    to: 'closed',
    fields: {
      proof: oneOf('领取凭证', 'What shows that it is theirs.', {
        'identity-card': ['身份证', 'identity card'],
        description: ['描述特征', 'description'],
      }),
    },
    sets: ['outcome'],
    check: ({ state, input, clause }) =>
      state.facts['thing'] === 'valuables' && input.proof !== 'identity-card'
        ? refuse(
            'missing-step',
            'Valuables are handed over against an identity card: ask for it.',
            '贵重物品须凭身份证领取，请核验。',
            clause,
          )
        : undefined,
    effects: () => ({ closes: true, facts: { outcome: 'handled' } }),
  }),
  ...anyCaseActs,
} satisfies ActTable<LostPropertyStatus, LostPropertyFact>;
