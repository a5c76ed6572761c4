import type { NoticeRequest } from '../case/case.js';
import { withMending, type ViolationCode } from '../case/violations.js';
import type { ActContext } from '../deciding/act.js';
import type { Effects } from '../deciding/effects.js';
import { dutyOf, type DutyRule } from '../rulebook/duties.js';

/** The rule of the rulebook that this duty follows. */
export function dutyRuleOf({ state, rulebook }: Pick<ActContext, 'state' | 'rulebook'>): DutyRule {
  return dutyOf(state.facts['duty'], rulebook);
}

/** The stage that comes next; undefined where none is left. */
export function nextDutyStage(context: Pick<ActContext, 'state' | 'rulebook'>): string | undefined {
  const { stages = [] } = dutyRuleOf(context);
  return stages[stages.indexOf(String(context.state.facts['stage'])) + 1];
}

/** A notice about a duty, under its clause. */
export function notifyOfDuty(
  { clause: ofDuty }: DutyRule,
  role: string,
  kind: NoticeRequest['kind'],
  zh: string,
  en: string,
): NoticeRequest {
  return { role, kind, clause: ofDuty, text: { 'zh-CN': zh, en } };
}

/** what was done against the rule is entered as a violation, and the superior is notified. */
export function dutyViolation(
  { state, rulebook }: Pick<ActContext, 'state' | 'rulebook'>,
  code: ViolationCode,
  zh: string,
  en: string,
): Effects<never, never> {
  const duty = dutyRuleOf({ state, rulebook });
  const role = duty.signOff?.who ?? rulebook.roles[duty.who]?.reportsTo ?? duty.who;
  const text = withMending({ 'zh-CN': zh, en }, code);
  return {
    violations: [{ clause: duty.clause, code }],
    notices: [notifyOfDuty(duty, role, 'violation', text['zh-CN'], text.en)],
  };
}
