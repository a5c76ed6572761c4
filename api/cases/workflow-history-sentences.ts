import type { ActSummary, CaseView, NextMoment } from '../../domain/clocks/view.js';
import type { Text } from '../../domain/text.js';
import {
  attributesOf,
  firstPayload,
  textIn,
  timerEnd,
  typeOf,
  viewIn,
  type EventAttributes,
  type HistoryEvent,
} from './workflow-history-events.js';
import type { HistoryNames } from './workflow-history-names.js';

/** What an event is told with. `view`: the newest that the workflow knows when it happens. */
interface Telling {
  attributes: EventAttributes;
  event: HistoryEvent;
  view: CaseView | undefined;
  names: HistoryNames;
}

/** An event as a sentence for the people who operate the system; undefined for the engine's bookkeeping. */
export function sentenceOf(event: HistoryEvent, view: CaseView | undefined, names: HistoryNames): string | undefined {
  const text = sentences[typeOf(event)]?.({ attributes: attributesOf(event), event, view, names });
  return text && names.text(text);
}

const say = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

/** What happens at a moment of a clock. */
const moments: Readonly<Record<string, Text>> = {
  warn: say('a warning goes out', '预警'),
  breach: say('it is late', '到期'),
  escalate: say('it goes up the chain', '逐级上报'),
  urge: say('it is urged again', '再次催办'),
};

/** Who must see to what, and what happens when they do not: for `It waits for …`. */
export function momentText({ kind, clock, clause, who, at }: NextMoment, names: HistoryNames): Text {
  const what = moments[kind] ?? say(kind, kind);
  const name = names.clock({ clock, clause });
  return say(
    `${names.role(who)}: '${name}' (${clause}); at ${names.time(at)} ${what.en}`,
    `${names.role(who)}办理“${name}”（${clause}）；${names.time(at)} ${what['zh-CN']}`,
  );
}

/** What the workflows call their activities and timers in the engine. */
const summaries: Readonly<Record<string, Text>> = {
  'mails the notices that wait': say('it sends the notices that wait', '发送待发的通知'),
  'tells the cases that are joined to this one': say(
    'it tells the cases that are joined to this one',
    '通知并入的案件',
  ),
  'not yet by the clock of the ledger': say('by the clock of the ledger it is not time yet', '台账时钟尚未到点'),
};

/** What an activity does, as its workflow says it. */
export function activityText(summary: unknown, type: string): Text {
  const said = typeof summary === 'string' && summary ? summary : type;
  return summaries[said] ?? say(said, said);
}

type Sentence = (telling: Telling) => Text | undefined;

/** What operators find a case by in the engine; a search attribute that is none of ours as the engine calls it. */
function foundBy(attribute: string, value: string, names: HistoryNames): Text {
  switch (attribute) {
    case 'BanjieStatus':
      return say(`status '${names.status(value)}'`, `状态“${names.status(value)}”`);
    case 'BanjieKind':
      return say(`kind '${names.kind(value)}'`, `种类“${names.kind(value)}”`);
    case 'BanjieTier':
      return say(`tier '${names.tier(value)}'`, `等级“${names.tier(value)}”`);
    case 'BanjieDepartment':
      return say(`department '${names.department(value)}'`, `部门“${names.department(value)}”`);
    default:
      return say(`${attribute} = ${value}`, `${attribute}“${value}”`);
  }
}

const sentences: Readonly<Record<string, Sentence>> = {
  WORKFLOW_EXECUTION_STARTED: ({ attributes }) =>
    attributes['continuedExecutionRunId']
      ? say(
          `The desk goes on attending to the case as a new run, after run ${textIn(attributes, 'continuedExecutionRunId')}.`,
          `办结继续跟办此案件（新一次运行，接续 ${textIn(attributes, 'continuedExecutionRunId')}）。`,
        )
      : say('The desk begins to attend to the case.', '办结开始跟办此案件。'),
  WORKFLOW_EXECUTION_SIGNALED: signalled,
  TIMER_STARTED: timerStarted,
  TIMER_FIRED: () => say('The time it waited for has come.', '等待的时间已到。'),
  TIMER_CANCELED: () =>
    say('It no longer waits for that time: something has happened before.', '不再等待该时间：此前已有变化。'),
  MARKER_RECORDED: marker,
  ACTIVITY_TASK_SCHEDULED: ({ attributes, event }) => {
    const { en, 'zh-CN': zh } = activityText(event.userMetadata?.summary, activityIn(attributes));
    return say(`It has something done: ${en}.`, `安排执行：${zh}。`);
  },
  ACTIVITY_TASK_COMPLETED: () => say('That is done.', '执行完成。'),
  ACTIVITY_TASK_FAILED: ({ attributes }) =>
    say(`That failed: ${failureIn(attributes)}.`, `执行失败，原因：“${failureIn(attributes)}”。`),
  ACTIVITY_TASK_TIMED_OUT: ({ attributes }) =>
    say(`That took too long: ${failureIn(attributes)}.`, `执行超时，原因：“${failureIn(attributes)}”。`),
  ACTIVITY_TASK_CANCELED: () => say('That was called off.', '已取消执行。'),
  WORKFLOW_TASK_FAILED: ({ attributes }) =>
    textIn(attributes, 'cause').endsWith('UNHANDLED_COMMAND')
      ? say('A signal came in while it was about to end: it looks again.', '正要结束时收到新的信号，重新查看。')
      : say(
          `The worker could not go on with it: ${failureIn(attributes)}. It is tried again.`,
          `工作进程未能继续，将重试，原因：“${failureIn(attributes)}”。`,
        ),
  WORKFLOW_TASK_TIMED_OUT: () => say('No worker answered in time. It is tried again.', '工作进程未及时应答，将重试。'),
  UPSERT_WORKFLOW_SEARCH_ATTRIBUTES: ({ attributes, names }) => {
    const fields = Object.entries(
      ((attributes['searchAttributes'] as EventAttributes | undefined)?.['indexedFields'] ?? {}) as EventAttributes,
    );
    const found = fields.map(([name, value]) => foundBy(name, String(value), names));
    return say(
      `Operators now find it by ${found.map(({ en }) => en).join(', ')}.`,
      `检索条件更新为${found.map((text) => text['zh-CN']).join('、')}。`,
    );
  },
  WORKFLOW_EXECUTION_CANCEL_REQUESTED: () =>
    say('Somebody asked the engine to cancel the workflow.', '有人请求取消流程。'),
  WORKFLOW_EXECUTION_COMPLETED: ({ attributes, names }) => {
    const end = firstPayload(attributes['result']) as { outcome?: string } | null | undefined;
    const how = end?.outcome && names.outcome(end.outcome);
    return say(
      `The case is filed${how ? ` (${how})` : ''}; the desk has nothing left to do.`,
      `案件已归档${how ? `（${how}）` : ''}，跟办结束。`,
    );
  },
  WORKFLOW_EXECUTION_CONTINUED_AS_NEW: () =>
    say('It goes on as a new run, with nothing but its view of the case.', '以新一次运行继续，仅携带案件概况。'),
  WORKFLOW_EXECUTION_FAILED: ({ attributes }) =>
    say(`The workflow failed: ${failureIn(attributes)}.`, `流程失败，原因：“${failureIn(attributes)}”。`),
  WORKFLOW_EXECUTION_TERMINATED: ({ attributes }) =>
    say(
      `Somebody ended the workflow: ${textIn(attributes, 'reason') || 'no reason given'}.`,
      `流程被终止：${textIn(attributes, 'reason') || '未说明原因'}。`,
    ),
  WORKFLOW_EXECUTION_TIMED_OUT: () => say('The workflow ran out of time.', '流程超时。'),
};

/** Whether a timer says itself what it waits for: then it is no clock of the case. */
export function namesItsOwnReason({ userMetadata }: HistoryEvent): boolean {
  return typeof userMetadata?.summary === 'string' && Object.hasOwn(summaries, userMetadata.summary);
}

function timerStarted({ event, view, names }: Telling): Text {
  const end = timerEnd(event);
  const until = end === null ? undefined : names.time(end);
  const { summary } = event.userMetadata ?? {};
  const known = typeof summary === 'string' ? summaries[summary] : undefined;
  const why = known ?? (view?.next ? momentText(view.next, names) : undefined);
  // A length of time that the engine's history leaves out is none that could be named.
  if (until === undefined)
    return say(
      why ? `It waits${known ? ': ' : ' for '}${why.en}.` : 'It waits for a time.',
      why ? `等待${known ? '：' : ''}${why['zh-CN']}。` : '等待时间到。',
    );
  return say(
    `It waits until ${until} at the latest${why ? `${known ? ': ' : ' for '}${why.en}` : ''}.`,
    `最迟等到 ${until}${why ? `${known ? '：' : '，等待'}${why['zh-CN']}` : ''}。`,
  );
}

function signalled({ attributes, event, names }: Telling): Text {
  const name = textIn(attributes, 'signalName');
  const signal = firstPayload(attributes['input']) as { acts?: ActSummary[] } | null | undefined;
  const view = viewIn(event);
  if (!view || !Array.isArray(signal?.acts)) {
    return say(
      `A signal '${name}' came from outside the ledger: it is put before the ledger.`,
      `收到台账以外的信号“${name}”，将提交台账裁定。`,
    );
  }
  const acts = signal.acts.map((one) => `${one.seq} '${names.act(one)}' (${names.role(one.role)})`).join(', ');
  const actsZh = signal.acts.map((one) => `${one.seq}“${names.act(one)}”（${names.role(one.role)}）`).join('、');
  return say(
    `Told of ${signal.acts.length === 1 ? 'entry' : 'entries'} ${acts}: the case is '${names.status(view.status)}' as of entry ${view.seq}.`,
    `收到记录 ${actsZh}；第 ${view.seq} 条后案件状态为“${names.status(view.status)}”。`,
  );
}

/** Local activities leave their result as a marker: the view the ledger answered with. */
function marker({ attributes, event, names }: Telling): Text | undefined {
  if (attributes['markerName'] !== 'core_local_activity') return undefined;
  const details = attributes['details'] as Record<string, unknown> | undefined;
  const data = firstPayload(details?.['data']) as { activity_type?: string } | undefined;
  const view = viewIn(event);
  const what = data?.activity_type ?? 'a local activity';
  const known: Record<string, Text> = {
    attend: say('It had the ledger enter what time has brought', '请台账登记到期事项'),
    openAsked: say('It had a case opened that was asked for', '按要求开立相关案件'),
    reportOutcome: say('It reported the outcome to the case this one was opened from', '向来源案件报告结果'),
    refuseSignal: say('It had a signal refused that nobody could have meant', '请台账拒绝无效的外部信号'),
    reportMissingClock: say('It missed a clock and asked the ledger for it', '发现缺少时限，向台账查询'),
    putBefore: say('It put a signal from outside before the ledger', '将外部信号提交台账'),
  };
  const done = known[what] ?? say(`It did '${what}'`, '执行了一项活动');
  const stands =
    view === undefined
      ? say('.', '。')
      : say(
          `: the case is '${names.status(view.status)}' as of entry ${view.seq}.`,
          `；第 ${view.seq} 条后案件状态为“${names.status(view.status)}”。`,
        );
  return say(done.en + stands.en, done['zh-CN'] + stands['zh-CN']);
}

function activityIn(attributes: EventAttributes): string {
  return textIn((attributes['activityType'] ?? {}) as EventAttributes, 'name');
}

function failureIn(attributes: EventAttributes): string {
  return (
    textIn((attributes['failure'] ?? {}) as EventAttributes, 'message') ||
    textIn(attributes, 'cause') ||
    'no reason given'
  );
}
