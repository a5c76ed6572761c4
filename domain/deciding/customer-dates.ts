import { isClosed, type CaseState, type ClockState, type NoticeRequest } from '../case/case.js';
import { isRunning } from '../clocks/clocks.js';
import { kindRules, type Rulebook } from '../rulebook/rulebook.js';
import type { Text } from '../text.js';

const customer = { role: 'customer', kind: 'step' } as const;
const line: Text = { 'zh-CN': '新的办理期限为 {due}。', en: 'It is now due by {due}.' };
const message: Text = {
  'zh-CN': `案件 {number}：\n${line['zh-CN']}\n如有疑问请致电 {phone}。`,
  en: `Case {number}:\n${line.en}\nQuestions: {phone}.`,
};

/**
 * What the customer is told of an act, with the new date where one they were told no longer holds: the newest date
 * they have is that of the clock that runs. `told`: the notice by the rules of the rulebook, if any.
 */
export function withNewDate(
  told: NoticeRequest | undefined,
  before: CaseState,
  after: CaseState,
  rulebook: Rulebook,
): NoticeRequest[] {
  const clock = told?.clock === undefined && !isClosed(after) ? newDate(before, after, rulebook) : undefined;
  if (!clock) return told ? [told] : [];
  const { clause, id } = clock;
  if (!told) return [{ ...customer, clause, clock: id, text: message }];
  const text = { 'zh-CN': `${told.text['zh-CN']}\n${line['zh-CN']}`, en: `${told.text.en}\n${line.en}` };
  return [{ ...told, clock: id, text }];
}

/**
 * The clock that takes the place of a date the customer was told: moved, a solution's that begins, or one that begins
 * where another for the same step was given up.
 */
function newDate(before: CaseState, after: CaseState, rulebook: Rulebook): ClockState | undefined {
  const { customerNotifyRules = [], clocks } = kindRules(rulebook, before.kind);
  const dated = customerNotifyRules.flatMap(({ on, clock }) => (clock && before.marks[on] ? [clock] : []));
  // A version need not have every clock that still runs.
  const ruleOf = (clock: ClockState) => clocks.find(({ id }) => id === clock.rule);
  const ends = new Set(clocks.filter(({ id }) => dated.includes(id)).flatMap(({ until }) => until));
  const givenUp = before.clocks.filter(
    (clock) => isRunning(clock) && after.clocks.some(({ id, stoppedAt }) => id === clock.id && stoppedAt !== null),
  );
  const endsGivenUp = new Set(givenUp.flatMap((clock) => ruleOf(clock)?.until ?? []).filter((end) => ends.has(end)));
  return after.clocks
    .filter((clock) => {
      const rule = ruleOf(clock);
      const earlier = before.clocks.find(({ id }) => id === clock.id);
      const wanted = rule?.nature === 'solution' ? ends : earlier ? undefined : endsGivenUp;
      const takesItsPlace = rule !== undefined && rule.until.some((end) => wanted?.has(end));
      const isDated = earlier !== undefined && dated.includes(clock.rule);
      return isRunning(clock) && earlier?.due !== clock.due && (takesItsPlace || isDated);
    })
    .toSorted((a, b) => a.due.localeCompare(b.due))[0];
}
