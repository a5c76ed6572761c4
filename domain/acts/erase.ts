import { isClosed, type CaseState } from '../case/case.js';
import { date, id, oneOf, words, type ValueNames } from '../case/fields.js';
import { act } from '../deciding/act.js';
import { refuse, type Refusal } from '../refusal.js';

const clause = 'X-10';

/** Why words may or must go: 个人信息保护法 (PIPL) 第四十七条. */
export const legalGrounds = {
  'on-request': ['本人请求删除（个人信息保护法第四十七条）', 'the person asks for it (PIPL Art. 47)'],
  'consent-withdrawn': ['本人撤回同意', 'consent is withdrawn'],
  'purpose-ended': ['处理目的已实现或不再必要', 'the purpose is met, or the words are needed no more'],
  'retention-ended': ['保存期限已届满', 'the time of keeping has ended'],
  unlawful: ['违法或者违反约定处理', 'handled against law or agreement'],
  'other-law': ['法律、行政法规规定的其他情形', 'another ground of law'],
} as const satisfies ValueNames;
export type LegalGround = keyof typeof legalGrounds;

/**
 * What was said and written on a filed case goes for good, with its files and those of the cases opened from it; facts,
 * deadlines and figures stay (PIPL Art. 47). Where its time of keeping has ended the others stay: theirs is their own. Words that were entered after an erasure are erased by another one.
 */
export const erase = act({
  name: { 'zh-CN': '依法删除内容', en: 'Erase all words' },
  clause,
  from: ['closed'],
  by: ['administrator', 'eraser', 'desk'],
  fields: {
    ground: oneOf('法律依据', 'The legal ground.', legalGrounds, { label: 'Legal ground' }),
    reason: words('原因', 'Why, in words that name nobody.', { max: 500 }),
    requestedOn: date('请求日期', 'The day on which the person asked for it.', { optional: true }),
  },
  more: {
    openedFrom: id('原案件', 'The case it was opened from, which is erased together with it.', { optional: true }),
  },
  sets: ['erasedUpTo'],
  offered: (state) => !eraseProblem(state),
  check: ({ state, input }) => eraseProblem(state, input),
  effects: ({ state, input: { ground, reason, requestedOn } }) => ({
    erases: true,
    facts: { erasedUpTo: state.seq + 1 },
    followUps: (ground === 'retention-ended' ? [] : openedFrom(state)).map((number) => ({
      number,
      act: 'erase',
      input: { ground, reason, ...(requestedOn === undefined ? {} : { requestedOn }), openedFrom: state.number },
    })),
  }),
});

/**
 * Why a case is not erased: it is open, one that is erased with it is, or nothing is left since it was erased last.
 * `openedFrom`: it is erased with that case.
 */
export function eraseProblem(
  state: CaseState,
  { ground, openedFrom: parent }: { ground?: string; openedFrom?: string | undefined } = {},
): Refusal | undefined {
  if (!isClosed(state))
    return refuse(
      'not-in-this-status',
      `Case ${state.number} is still worked on: file it first, then erase.`,
      `案件 ${state.number} 尚在办理，请先归档再删除。`,
      clause,
    );
  const open = state.links.find(({ relation, state: standing }) => relation === 'child' && standing !== 'ended');
  if (open && ground !== 'retention-ended')
    return refuse(
      'missing-step',
      `Case ${open.number ?? open.kind}, opened from ${state.number}, is still worked on: file it first, then erase both here.`,
      `由案件 ${state.number} 开立的案件 ${open.number ?? open.kind} 尚在办理，请先归档，再在此一并删除。`,
      clause,
    );
  if (parent === undefined && state.facts['erasedUpTo'] === state.seq)
    return refuse(
      'already-done',
      `Case ${state.number} was erased, and nothing was written since: nothing is left to erase.`,
      `案件 ${state.number} 的内容已删除，此后没有新的内容，无需再次删除。`,
      clause,
    );
  return undefined;
}

function openedFrom({ links }: CaseState): string[] {
  return links.flatMap(({ relation, number }) => (relation === 'child' && number !== null ? [number] : []));
}
