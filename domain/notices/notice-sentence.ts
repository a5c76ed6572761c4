import type { CaseState, ClockState, NoticeKind } from '../case/case.js';
import { clockRule, type Rulebook } from '../rulebook/rulebook.js';
import type { Language, Text } from '../text.js';
import { readableTime } from '../time/zone.js';

/** What a notice of a clock speaks of: when it is or was due (UTC ISO), and in whose hands it is. */
export interface NoticeOfClock {
  due: string;
  /** Role that must act, and the case's department. */
  who: string;
  department: string | null;
  /** Name of the person who has it in hand, where that is known. */
  holder?: string | null;
}

const ofClocks: readonly NoticeKind[] = ['warn', 'breach', 'escalate', 'urge'];

/**
 * What kind of notice it is by now: nothing is 'soon due' any more that is late, whenever the notice was given. `now`:
 * UTC ISO.
 */
export function noticeKindNow(
  kind: NoticeKind,
  clock: { due: string; isRunning: boolean; isBreached: boolean } | undefined,
  now: string,
): NoticeKind {
  if (kind !== 'warn' || !clock) return kind;
  return clock.isBreached || (clock.isRunning && clock.due <= now) ? 'breach' : kind;
}

/**
 * A notice as a sentence. One of a clock says what is late or due, since or until when by the time of the place, and
 * whose it is; any other says its own text.
 */
export function noticeSentence(
  { kind, text }: { kind: NoticeKind; text: Text },
  of: NoticeOfClock | undefined,
  rulebook: Rulebook,
  language: Language,
): string {
  const name = text[language];
  if (!of || !ofClocks.includes(kind)) return name;
  const due = readableTime(of.due, rulebook.timeZone, language);
  const whose = whoseText(of, rulebook, language);
  if (language === 'en')
    return `${kind === 'warn' ? 'Due' : 'Late since'} ${due}: ${name}. It is for the ${whose} to act.`;
  return kind === 'warn'
    ? `“${name}”须在${due}前完成，由${whose}办理。`
    : `“${name}”自${due}起超时，应由${whose}办理。`;
}

/** What a notice of a case speaks of, by the clocks as they were then; undefined where it is about none. */
export function noticeOfClock(
  { clock: id }: { clock?: string | null },
  { kind, department, clocks }: Pick<CaseState, 'kind' | 'department' | 'clocks'>,
  rulebook: Rulebook,
  dueThen: unknown,
): NoticeOfClock | undefined {
  const clock = id ? clocks.findLast((one) => one.id === id) : undefined;
  if (!clock) return undefined;
  const due = typeof dueThen === 'string' ? dueThen : clock.due;
  return { due, who: clockRule(rulebook, kind, clock.rule).who, department };
}

/** The clock a notice is about, as `noticeKindNow` asks for it. */
export function clockOfNotice(clock: ClockState | undefined): Parameters<typeof noticeKindNow>[1] {
  return (
    clock && {
      due: clock.due,
      isRunning: clock.metAt === null && clock.stoppedAt === null,
      isBreached: clock.breachedAt !== null,
    }
  );
}

function whoseText({ who, department, holder }: NoticeOfClock, rulebook: Rulebook, language: Language): string {
  const role = rulebook.roles[who];
  const name = role?.name[language] ?? who;
  const unit = role?.ofDepartment && department ? rulebook.departments[department]?.[language] : undefined;
  const whole = unit ? (language === 'en' ? `${name}, ${unit}` : `${unit}${name}`) : name;
  if (!holder) return whole;
  return language === 'en' ? `${whole} (${holder})` : `${whole}（${holder}）`;
}
