import { act, type ActTable } from '../deciding/act.js';
import type { Effects } from '../deciding/effects.js';
import { id, words } from '../case/fields.js';
import { rolesInGroup } from '../rulebook/role-groups.js';
import { refuse } from '../refusal.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import { wordsFields, reasonFields } from './shared-fields.js';

const department = id('责任部门', 'The department that handles it.', { list: 'departments', example: 'operations' });

/** The facts that these acts set. */
export const departmentDutyFacts = ['assigned', 'handedBack'] as const;
type DepartmentDutyFact = (typeof departmentDutyFacts)[number];

/**
 * W-31: no department may refuse a complaint because another is at fault. A complaint that is passed on keeps its
 * clocks. Handed back a second time it goes to the top, and stays where the top puts it.
 */
export const departmentDutyActs = {
  'pass-on': act({
    name: { 'zh-CN': '转递责任部门', en: 'Pass to the department' },
    clause: 'W-29a',
    from: ['recorded'],
    by: ['front'],
    to: 'passed',
    fields: { department },
    sets: ['assigned'],
    effects: ({ input }) => ({ department: input.department }),
  }),
  sign: act({
    name: { 'zh-CN': '签收', en: 'Sign for the complaint' },
    clause: 'W-31',
    from: ['passed'],
    by: ['department'],
    to: 'in-hand',
  }),
  transfer: act({
    name: { 'zh-CN': '改派部门', en: 'Transfer to a department' },
    clause: 'W-31',
    from: ['passed', 'in-hand'],
    by: ['centre'],
    to: 'passed',
    fields: { department, ...reasonFields },
    check: ({ state, input, clause }) => {
      if (state.facts['assigned'] === true)
        return refuse(
          'missing-step',
          'The company manager has decided whose it is: ask there (assign).',
          '公司经理已指定责任部门，请由其变更。',
          clause,
        );
      return input.department === state.department
        ? refuse('already-done', 'The complaint is already with this department.', '投诉已在该部门。', clause)
        : undefined;
    },
    effects: ({ input }) => ({ department: input.department }),
  }),
  /** Handed back with a reason; the department stays answerable until it lies with another. */
  'hand-back': act({
    name: { 'zh-CN': '退回投诉', en: 'Hand the complaint back' },
    clause: 'W-31',
    from: ['passed'],
    by: ['department'],
    toOneOf: ['recorded', 'disputed'],
    fields: { reason: words('退回理由', 'Why it is not for this department, and whose it is.') },
    brings: ['handed-back', 'disputed'],
    sets: ['handedBack'],
    check: ({ state, clause }) =>
      state.facts['assigned'] === true
        ? refuse(
            'missing-step',
            'The company manager has decided that it is yours: sign for it and handle it.',
            '公司经理已指定由本部门处理，请签收办理。',
            clause,
          )
        : undefined,
    effects: ({ state, rulebook, clause }) =>
      handedBack(Number(state.facts['handedBack'] ?? 0) + 1, state.kind, rulebook, clause),
  }),
  assign: act({
    name: { 'zh-CN': '指定责任部门', en: 'Assign a department' },
    clause: 'W-31',
    from: ['disputed', 'passed', 'in-hand'],
    by: ['top'],
    to: 'passed',
    fields: { department, ...wordsFields },
    sets: ['assigned'],
    effects: ({ input }) => ({ department: input.department, facts: { assigned: true } }),
  }),
} satisfies ActTable<string, DepartmentDutyFact>;

function handedBack(
  times: number,
  kind: string,
  rulebook: Rulebook,
  clause: string,
): Effects<'recorded' | 'disputed', 'handedBack'> {
  const told = (part: string, zh: string, en: string) =>
    rolesInGroup(part, rulebook, kind)!.map((role) => ({
      role,
      kind: 'inform' as const,
      clause,
      text: { 'zh-CN': zh, en },
    }));
  if (times < 2)
    return {
      to: 'recorded',
      facts: { handedBack: times },
      milestones: ['handed-back'],
      notices: told('supervisor', '投诉被部门退回，请另行转递', 'A complaint was handed back: pass it on again'),
    };
  return {
    to: 'disputed',
    facts: { handedBack: times },
    milestones: ['disputed'],
    notices: told('top', '投诉再次被退回，请指定责任部门', 'A complaint was handed back again: decide whose it is'),
  };
}
