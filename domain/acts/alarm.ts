import { act, type ActContext } from '../deciding/act.js';
import { factsOf, type CaseState } from '../case/case.js';
import { id, type InputOf } from '../case/fields.js';
import { refuse, type Refusal } from '../refusal.js';
import { meetsCondition, type ClockRule } from '../rulebook/clock-rule.js';
import { kindRules } from '../rulebook/rulebook.js';

const fields = {
  rule: id('时限规则', 'Id of the rule of the clock.', { example: 'solve-minor' }),
  clause: id('条款', 'The clause that the course of the case names for it.', { example: 'P-4.3.10.1' }),
};

/**
 * The workflow of the case misses a clock that its course names (workflows/course.ts). Entered where the ledger misses
 * it too: somebody has taken it away behind the rules. Once for a clock in a round.
 */
export const raiseAlarm = act({
  name: { 'zh-CN': '告警：缺少时限', en: 'Raise an alarm' },
  clause: 'X-9',
  from: 'open',
  by: ['desk'],
  fields,
  sets: ['alarms'],
  check: ({ state, input, rulebook, clause }: ActContext<InputOf<typeof fields>>): Refusal | undefined => {
    const rule = kindRules(rulebook, state.kind).clocks.find((one) => one.id === input.rule);
    if (!rule || !isMissing(rule, state))
      return refuse(
        'bad-input',
        `No clock '${input.rule}' is missing: it is there, or nothing has asked for it.`,
        `时限“${input.rule}”并未缺失：该时限已存在，或尚无需要。`,
        clause,
      );
    return alarmsOf(state).includes(alarmOf(input.rule, state))
      ? refuse('already-done', 'This alarm is on record.', '该告警已登记。', clause)
      : undefined;
  },
  effects: ({ state, input }) => ({
    facts: { alarms: [...alarmsOf(state), alarmOf(input.rule, state)].join(' ') },
  }),
});

/** Whether the rule has asked for a clock in this round, and there is none: neither one that runs nor one that has ended. */
function isMissing(rule: ClockRule, state: CaseState): boolean {
  const asked = rule.start.some((milestone) => state.marks[milestone]?.round === state.round);
  const ofRule = state.clocks.filter((clock) => clock.rule === rule.id);
  const there = ofRule.some(({ round, metAt, stoppedAt }) => round === state.round || (!metAt && !stoppedAt));
  return asked && !there && meetsCondition(rule.when, factsOf(state));
}

function alarmOf(rule: string, { round }: CaseState): string {
  return `${rule}@${round}`;
}

function alarmsOf({ facts }: CaseState): string[] {
  return String(facts['alarms'] ?? '')
    .split(' ')
    .filter(Boolean);
}
