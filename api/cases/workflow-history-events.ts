import proto from '@temporalio/proto';
import type { CaseView } from '../../domain/clocks/view.js';

/** An event of a workflow history: payloads decoded, times in ISO 8601, lengths of time in seconds. */
export interface HistoryEvent {
  eventId: string;
  eventTime: string;
  eventType: string;
  userMetadata?: { summary?: unknown };
  [attributes: string]: unknown;
}

export type EventAttributes = Record<string, unknown>;

const { History } = proto.temporal.api.history.v1;

/**
 * The events of a history as the client fetches it, readable. What claims to be of the ledger says whether it is
 * (`genuine`), but in a history from before 0.4.0, when nothing was signed.
 */
export function readableEvents(history: object, isGenuine: (message: object) => boolean): HistoryEvent[] {
  const { events = [] } = History.toObject(History.fromObject(history), {
    longs: String,
    bytes: String,
    enums: String,
  }) as { events?: object[] };
  const read = events.map((event) => readable(event) as HistoryEvent);
  const start = firstPayload(read[0] && attributesOf(read[0])['input']) as { view?: unknown } | null | undefined;
  if (!start?.view) for (const event of read) for (const said of saidIn(event)) said['genuine'] = isGenuine(said);
  return read;
}

/** What claims to be of the ledger in an event. */
function saidIn(event: HistoryEvent): Record<string, unknown>[] {
  const { input, details } = attributesOf(event);
  const brought = [firstPayload(input), firstPayload((details as EventAttributes | undefined)?.['result'])];
  return brought.flatMap((payload) => {
    const said = (payload as { message?: unknown } | null | undefined)?.message ?? payload;
    return typeof said === 'object' && said !== null && 'view' in said ? [said as Record<string, unknown>] : [];
  });
}

/** `TIMER_FIRED` for an event of the type `EVENT_TYPE_TIMER_FIRED`. */
export function typeOf({ eventType }: HistoryEvent): string {
  return eventType.replace(/^EVENT_TYPE_/, '');
}

/** What belongs to the type of the event. */
export function attributesOf(event: HistoryEvent): EventAttributes {
  const key = Object.keys(event).find((name) => name.endsWith('EventAttributes'));
  return (key ? event[key] : {}) as EventAttributes;
}

/** The view of the case that a signal, a local activity or the start of the run has brought. */
export function viewIn(event: HistoryEvent): CaseView | undefined {
  const said = saidIn(event).find(({ genuine }) => genuine !== false);
  const before = firstPayload((attributesOf(event)['details'] as EventAttributes | undefined)?.['result']);
  return [said?.['view'], before].find(isView);
}

function isView(value: unknown): value is CaseView {
  const view = value as Partial<CaseView> | null | undefined;
  return typeof view?.seq === 'number' && typeof view.status === 'string';
}

/** Payloads come as a list: the first one. */
export function firstPayload(payloads: unknown): unknown {
  const list = (payloads as { payloads?: unknown[] } | null | undefined)?.payloads ?? payloads;
  return Array.isArray(list) ? list[0] : list;
}

export function textIn(attributes: EventAttributes, name: string): string {
  const value = attributes[name];
  return typeof value === 'string' ? value : '';
}

/**
 * A copy with every payload replaced by what it says, where it is JSON, and every time and length of time as text.
 * `key`: the field it stands in.
 */
function readable(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => readable(item));
  if (typeof value !== 'object' || value === null) return value;
  const {
    metadata,
    data,
    seconds = '0',
    nanos = 0,
    ...rest
  } = value as { metadata?: { encoding?: string }; data?: string; seconds?: string; nanos?: number };
  if (typeof metadata?.encoding === 'string') return payload(metadata.encoding, data);
  // A length of time below a second has no `seconds`.
  if (('seconds' in value || 'nanos' in value) && Object.keys(rest).length === 0)
    return key.endsWith('Time') ? instant(seconds, nanos) : `${Number(seconds) + nanos / 1e9} s`;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, readable(item, name)]));
}

function instant(seconds: string, nanos: number): string {
  return new Date(Number(seconds) * 1000 + Math.floor(nanos / 1e6)).toISOString();
}

function payload(encoding: string, data: string | undefined): unknown {
  const kind = Buffer.from(encoding, 'base64').toString();
  if (kind === 'binary/null') return null;
  if (!kind.startsWith('json/') || data === undefined) return { encoding: kind, data };
  try {
    return JSON.parse(Buffer.from(data, 'base64').toString());
  } catch {
    return { encoding: kind, data };
  }
}

/** When a timer that this event starts fires at the latest (UTC ISO); null for any other event. */
export function timerEnd(event: HistoryEvent): string | null {
  if (typeOf(event) !== 'TIMER_STARTED') return null;
  const waitMs = Number.parseFloat(textIn(attributesOf(event), 'startToFireTimeout')) * 1000;
  return Number.isNaN(waitMs) ? null : new Date(Date.parse(event.eventTime) + waitMs).toISOString();
}
