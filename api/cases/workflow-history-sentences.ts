import type { Language, Text } from '../../domain/text.js';

/** An event of a workflow history: payloads decoded, times in ISO 8601, lengths of time in seconds. */
export interface HistoryEvent {
  eventId: string;
  eventTime: string;
  eventType: string;
  userMetadata?: { summary?: unknown };
  [attributes: string]: unknown;
}

type Attributes = Record<string, unknown>;

/**
 An event as a sentence for the people who operate the system; undefined for the engine's bookkeeping. `local`: turns
 * an instant into the time of the site.
 */
export function sentenceOf(event: HistoryEvent, language: Language, local: (at: string) => string): string | undefined {
  const type = event.eventType.replace(/^EVENT_TYPE_/, '');
  const key = Object.keys(event).find((name) => name.endsWith('EventAttributes'));
  const attributes = (key ? event[key] : {}) as Attributes;
  const { summary } = event.userMetadata ?? {};
  const waitMs = Number.parseFloat(textIn(attributes, 'startToFireTimeout')) * 1000;
  const until = Number.isNaN(waitMs) ? '' : local(new Date(Date.parse(event.eventTime) + waitMs).toISOString());
  return sentences[type]?.(attributes, typeof summary === 'string' ? summary : '', until)?.[language];
}

const say = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

const sentences: Record<
  string,
  ((attributes: Attributes, summary: string, until: string) => Text | undefined) | undefined
> = {
  WORKFLOW_EXECUTION_STARTED: (attributes) =>
    attributes['continuedExecutionRunId']
      ? say(
          `The desk goes on attending to the case as a new run, after run ${textIn(attributes, 'continuedExecutionRunId')}.`,
          `办结继续跟办此案件（新一次运行，接续 ${textIn(attributes, 'continuedExecutionRunId')}）。`,
        )
      : say('The desk begins to attend to the case.', '办结开始跟办此案件。'),
  WORKFLOW_EXECUTION_SIGNALED: signalled,
  TIMER_STARTED: (_, summary, until) =>
    say(
      `It waits until ${until} at the latest${summary && `: ${summary}`}.`,
      `最迟等到 ${until}${summary && `：${summary}`}。`,
    ),
  TIMER_FIRED: () => say('The time it waited for has come.', '等待的时间已到。'),
  TIMER_CANCELED: () =>
    say('It no longer waits for that time: something has happened before.', '不再等待该时间：此前已有变化。'),
  MARKER_RECORDED: marker,
  ACTIVITY_TASK_SCHEDULED: (attributes, summary) =>
    say(
      `It has something done: ${summary || activityIn(attributes)}.`,
      `安排执行：${summary || activityIn(attributes)}。`,
    ),
  ACTIVITY_TASK_COMPLETED: () => say('That is done.', '执行完成。'),
  ACTIVITY_TASK_FAILED: (attributes) =>
    say(`That failed: ${failureIn(attributes)}.`, `执行失败：${failureIn(attributes)}。`),
  ACTIVITY_TASK_TIMED_OUT: (attributes) =>
    say(`That took too long: ${failureIn(attributes)}.`, `执行超时：${failureIn(attributes)}。`),
  ACTIVITY_TASK_CANCELED: () => say('That was called off.', '已取消执行。'),
  WORKFLOW_TASK_FAILED: (attributes) =>
    textIn(attributes, 'cause').endsWith('UNHANDLED_COMMAND')
      ? say('A signal came in while it was about to end: it looks again.', '正要结束时收到新的信号，重新查看。')
      : say(
          `The worker could not go on with it: ${failureIn(attributes)}. It is tried again.`,
          `工作进程未能继续：${failureIn(attributes)}，将重试。`,
        ),
  WORKFLOW_TASK_TIMED_OUT: () => say('No worker answered in time. It is tried again.', '工作进程未及时应答，将重试。'),
  UPSERT_WORKFLOW_SEARCH_ATTRIBUTES: (attributes) => {
    const fields = Object.entries(
      ((attributes['searchAttributes'] as Attributes | undefined)?.['indexedFields'] ?? {}) as Attributes,
    );
    const list = fields.map(([name, value]) => `${name} = ${String(value)}`).join(', ');
    return say(`Operators now find it by ${list}.`, `检索属性更新为 ${list}。`);
  },
  WORKFLOW_EXECUTION_CANCEL_REQUESTED: () =>
    say('Somebody asked the engine to cancel the workflow.', '有人请求取消流程。'),
  WORKFLOW_EXECUTION_COMPLETED: (attributes) => {
    const end = firstOf(attributes['result']) as { outcome?: string } | undefined;
    return say(
      `The case is filed${end?.outcome ? ` (${end.outcome})` : ''}; the desk has nothing left to do.`,
      `案件已归档${end?.outcome ? `（${end.outcome}）` : ''}，跟办结束。`,
    );
  },
  WORKFLOW_EXECUTION_CONTINUED_AS_NEW: () =>
    say('It goes on as a new run, with nothing but its view of the case.', '以新一次运行继续，仅携带案件概况。'),
  WORKFLOW_EXECUTION_FAILED: (attributes) =>
    say(`The workflow failed: ${failureIn(attributes)}.`, `流程失败：${failureIn(attributes)}。`),
  WORKFLOW_EXECUTION_TERMINATED: (attributes) =>
    say(
      `Somebody ended the workflow: ${textIn(attributes, 'reason') || 'no reason given'}.`,
      `流程被终止：${textIn(attributes, 'reason') || '未说明原因'}。`,
    ),
  WORKFLOW_EXECUTION_TIMED_OUT: () => say('The workflow ran out of time.', '流程超时。'),
};

function signalled(attributes: Attributes): Text {
  const name = textIn(attributes, 'signalName');
  const signal = firstOf(attributes['input']) as
    { view?: { status?: string; seq?: number }; acts?: { seq: number; act: string; role: string }[] } | undefined;
  if (!signal?.view || !Array.isArray(signal.acts)) {
    return say(
      `A signal '${name}' came from outside the ledger: it is put before the ledger.`,
      `收到台账以外的信号“${name}”，将提交台账裁定。`,
    );
  }
  const acts = signal.acts.map(({ seq, act, role }) => `${seq} ${act} (${role})`).join(', ');
  return say(
    `Told of ${signal.acts.length === 1 ? 'entry' : 'entries'} ${acts}: the case is '${signal.view.status}' as of entry ${signal.view.seq}.`,
    `收到记录 ${acts}；第 ${signal.view.seq} 条后案件状态为“${signal.view.status}”。`,
  );
}

/** Local activities leave their result as a marker: the view the ledger answered with. */
function marker(attributes: Attributes): Text | undefined {
  if (attributes['markerName'] !== 'core_local_activity') return undefined;
  const details = attributes['details'] as Record<string, unknown> | undefined;
  const data = firstOf(details?.['data']) as { activity_type?: string } | undefined;
  const view = firstOf(details?.['result']) as { status?: string; seq?: number } | undefined;
  const what = data?.activity_type ?? 'a local activity';
  const known: Record<string, Text> = {
    attend: say('It had the ledger enter what time has brought', '请台账登记到期事项'),
    openAsked: say('It had a case opened that was asked for', '按要求开立相关案件'),
    reportOutcome: say('It reported the outcome to the case this one was opened from', '向来源案件报告结果'),
    putBefore: say('It put a signal from outside before the ledger', '将外部信号提交台账'),
  };
  const done = known[what] ?? say(`It did '${what}'`, `执行“${what}”`);
  const stands =
    view?.seq === undefined
      ? say('.', '。')
      : say(
          `: the case is '${view.status}' as of entry ${view.seq}.`,
          `；第 ${view.seq} 条后案件状态为“${view.status}”。`,
        );
  return say(done.en + stands.en, done['zh-CN'] + stands['zh-CN']);
}

/** Payloads come as a list: the first one. */
function firstOf(payloads: unknown): unknown {
  const list = (payloads as { payloads?: unknown[] } | undefined)?.payloads ?? payloads;
  return Array.isArray(list) ? list[0] : list;
}

function activityIn(attributes: Attributes): string {
  return textIn((attributes['activityType'] ?? {}) as Attributes, 'name');
}

function failureIn(attributes: Attributes): string {
  return (
    textIn((attributes['failure'] ?? {}) as Attributes, 'message') || textIn(attributes, 'cause') || 'no reason given'
  );
}

function textIn(attributes: Attributes, name: string): string {
  const value = attributes[name];
  return typeof value === 'string' ? value : '';
}
