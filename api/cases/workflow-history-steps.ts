import type { CaseView, NextMoment } from '../../domain/clocks/view.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';
import { attributesOf, textIn, timerEnd, typeOf, viewIn, type HistoryEvent } from './workflow-history-events.js';
import { activityText, momentText, namesItsOwnReason, sentenceOf } from './workflow-history-sentences.js';
import type { HistoryNames } from './workflow-history-names.js';

export const stepKinds = ['run', 'signal', 'timer', 'entered', 'activity', 'search', 'trouble'] as const;
type StepKind = (typeof stepKinds)[number];

export class HistoryStepJson {
  @ApiField(
    'what it is: begin or end of the run, a signal, a timer, what the ledger was asked to enter, an activity, search attributes, trouble of a worker',
    { enum: [...stepKinds] },
  )
  kind!: StepKind;
  @ApiFieldInstant('when it began') at!: string;
  @ApiField("what happened, as a sentence in the caller's language") sentence!: string;
  @ApiFieldInstant('when a timer or an activity ended; null while it runs, and for what takes no time', {
    nullable: true,
  })
  endedAt!: string | null;
  @ApiField('how it ended, as a sentence; null likewise', { nullable: true }) ending!: string | null;
  @ApiField('numbers (`eventId`) of the raw events it covers; each event is covered by one step', { type: [String] })
  events!: string[];
  @ApiField('id of the clock whose moment a timer waits for, or the ledger was asked to enter; null for other steps', {
    nullable: true,
  })
  clock!: string | null;
  @ApiField("its name in the caller's language", { nullable: true }) clockName!: string | null;
  @ApiField('what happens to it at that moment: warn, breach, escalate, urge; null likewise', { nullable: true })
  moment!: string | null;
  @ApiFieldInstant('until when a timer waits at the latest; null for anything else', { nullable: true })
  until!: string | null;
}

const kindsOfEvents: Readonly<Record<string, StepKind>> = {
  WORKFLOW_EXECUTION_SIGNALED: 'signal',
  TIMER_STARTED: 'timer',
  MARKER_RECORDED: 'entered',
  ACTIVITY_TASK_SCHEDULED: 'activity',
  UPSERT_WORKFLOW_SEARCH_ATTRIBUTES: 'search',
  WORKFLOW_TASK_FAILED: 'trouble',
  WORKFLOW_TASK_TIMED_OUT: 'trouble',
};

/** Turns an instant into the time of the site; null stays null. */
type LocalTime = <At extends string | null>(at: At) => At;

/** What the events of a run come to, in order. `local`: turns an instant into the time of the site. */
export function historySteps(
  events: readonly HistoryEvent[],
  names: HistoryNames,
  local: LocalTime,
): HistoryStepJson[] {
  const steps: HistoryStepJson[] = [];
  /** By the number of the event that began it. */
  const begun = new Map<string, HistoryStepJson>();
  let view: CaseView | undefined;
  for (const event of events) {
    const before = view;
    view = newer(viewIn(event), view);
    const sentence = sentenceOf(event, view, names);
    const part = beganWith(event);
    const whole = part === undefined ? undefined : begun.get(part);
    if (whole) {
      whole.events.push(event.eventId);
      if (sentence !== undefined) Object.assign(whole, { endedAt: local(event.eventTime), ending: sentence });
    } else if (sentence === undefined && steps.length > 0) {
      steps.at(-1)!.events.push(event.eventId);
    } else {
      const type = typeOf(event);
      const step: HistoryStepJson = {
        kind: kindsOfEvents[type] ?? 'run',
        at: local(event.eventTime),
        sentence: sentence ?? type,
        endedAt: null,
        ending: null,
        events: [event.eventId],
        ...clockOf(event, before, names),
        until: local(timerEnd(event)),
      };
      steps.push(step);
      begun.set(event.eventId, step);
    }
  }
  return steps;
}

/**
 * The clock that a timer waits for, or of which the ledger was asked to enter a moment. `before`: what the workflow knew
 * before the event.
 */
function clockOf(
  event: HistoryEvent,
  before: CaseView | undefined,
  names: HistoryNames,
): Pick<HistoryStepJson, 'clock' | 'clockName' | 'moment'> {
  const next = before?.next;
  const waits = typeOf(event) === 'TIMER_STARTED' && !namesItsOwnReason(event);
  const entered = typeOf(event) === 'MARKER_RECORDED' && (viewIn(event)?.seq ?? 0) > (before?.seq ?? 0);
  if (!next || !(waits || (entered && next.at <= event.eventTime)))
    return { clock: null, clockName: null, moment: null };
  return { clock: next.clock, clockName: names.clock(next), moment: next.kind };
}

/** The event that began the timer or the activity this one goes on with. */
function beganWith(event: HistoryEvent): string | undefined {
  const type = typeOf(event);
  if (type.startsWith('TIMER_')) return textIn(attributesOf(event), 'startedEventId') || undefined;
  return type.startsWith('ACTIVITY_TASK_') ? textIn(attributesOf(event), 'scheduledEventId') || undefined : undefined;
}

function newer(view: CaseView | undefined, known: CaseView | undefined): CaseView | undefined {
  return view && (!known || view.seq >= known.seq) ? view : known;
}

/** An activity that is not over: how often it was tried, and what went wrong last. */
export interface PendingActivity {
  type: string;
  summary: unknown;
  attempt: number;
  failure: string;
}

/**
 * What the workflow waits for, in one sentence: a worker, an activity, the next moment of its clocks, or whatever
 * comes; nothing more once the run is over.
 */
export function waitsFor(
  events: readonly HistoryEvent[],
  pending: readonly PendingActivity[],
  running: boolean,
  names: HistoryNames,
): string {
  if (!running) return names.text({ en: 'Nothing: this run is over.', 'zh-CN': '无：本次运行已结束。' });
  const lastTask = events.filter((event) => typeOf(event).startsWith('WORKFLOW_TASK_')).at(-1);
  if (lastTask && typeOf(lastTask) !== 'WORKFLOW_TASK_COMPLETED')
    return names.text({
      en: `A worker that takes up what has happened since ${names.time(lastTask.eventTime)}.`,
      'zh-CN': `等待工作进程处理 ${names.time(lastTask.eventTime)} 以来的变化。`,
    });
  const [activity] = pending;
  if (activity) return names.text(activityWait(activity));
  const view = events.reduce<CaseView | undefined>((known, event) => newer(viewIn(event), known), undefined);
  if (!view?.next) return names.text({ en: 'The next act of somebody.', 'zh-CN': '等待有人操作。' });
  const { en, 'zh-CN': zh } = momentText(view.next, names);
  return names.text({ en: `${en[0]!.toUpperCase()}${en.slice(1)}.`, 'zh-CN': `等待${zh}。` });
}

/** The moment that a run waits for which still goes on; undefined where none of its clocks runs. */
export function nextMomentOf(events: readonly HistoryEvent[], running: boolean): NextMoment | undefined {
  const view = running
    ? events.reduce<CaseView | undefined>((known, event) => newer(viewIn(event), known), undefined)
    : undefined;
  return view?.next ?? undefined;
}

function activityWait({ type, summary, attempt, failure }: PendingActivity) {
  const { en, 'zh-CN': zh } = activityText(summary, type);
  const tried = attempt > 1;
  return {
    en: `An activity to end: ${en}${tried ? ` (attempt ${attempt}${failure && `, the last one failed: ${failure}`})` : ''}.`,
    'zh-CN': `等待执行完成：${zh}${tried ? `（第 ${attempt} 次${failure && `，上次失败：${failure}`}）` : ''}。`,
  };
}
