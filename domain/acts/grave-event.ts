import { act, type ActContext } from '../deciding/act.js';
import { oneOf, words, yesNo } from '../case/fields.js';
import { refuse } from '../refusal.js';

const clause = 'H-3c';
export const graveFacts = ['grave'] as const;
const told = {
  'leader-on-duty': ['值班领导', 'leader on duty'],
  'general-manager': ['总经理', 'general manager'],
} as const;

/** For the record of a case: a grave event is known with the call. */
export const graveField = {
  grave: yesNo(
    '重大事件',
    'Whether a grave event has happened: leader on duty and general manager are told at once (H-3c).',
    { label: 'Grave event', optional: true },
  ),
};

/**
 * H-3c: the leader on duty and the general manager hear of a grave event at once, in parallel; `told-…` is entered
 * when each has.
 */
export const graveActs = {
  'report-grave': act({
    name: { 'zh-CN': '登记重大事件', en: 'Enter a grave event' },
    clause,
    from: 'open',
    by: ['staff'],
    fields: { words: words('事件情况', 'What has happened.', { label: 'What has happened' }) },
    brings: ['grave'],
    sets: ['grave'],
    check: ({ state }) =>
      state.facts['grave'] === true
        ? refuse(
            'already-done',
            'The grave event is on record: enter who has been told (told-of-grave).',
            '重大事件已登记，请登记已告知人员。',
            clause,
          )
        : undefined,
    effects: () => ({ facts: { grave: true }, milestones: ['grave'] }),
  }),
  'told-of-grave': act({
    name: {
      'zh-CN': '登记已上报重大事件',
      en: 'Enter grave event told',
    },
    clause,
    from: 'open',
    by: ['front', 'leader-on-duty', 'top'],
    fields: { who: oneOf('已告知', 'Who has heard of it.', told, { label: 'Who was told' }) },
    brings: Object.keys(told).map((item) => `told-${item}`),
    check: ({ state }: ActContext) =>
      state.facts['grave'] === true
        ? undefined
        : refuse(
            'missing-step',
            'No grave event is on record: enter it first (report-grave).',
            '尚未登记重大事件，请先登记。',
            clause,
          ),
    effects: ({ input }) => ({ milestones: [`told-${input.who}`] }),
  }),
} as const;
