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

/** The events of a history as the client fetches it, readable. */
export function readableEvents(history: object): HistoryEvent[] {
  const { events = [] } = History.toObject(History.fromObject(history), {
    longs: String,
    bytes: String,
    enums: String,
  }) as { events?: object[] };
  return events.map((event) => readable(event) as HistoryEvent);
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
  const { input, details } = attributesOf(event);
  const brought = [
    (firstPayload(input) as { view?: unknown } | null | undefined)?.view,
    firstPayload((details as EventAttributes | undefined)?.['result']),
  ];
  return brought.find(isView);
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
