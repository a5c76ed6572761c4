import { Inject, Injectable } from '@nestjs/common';
import { isGrpcServiceError } from '@temporalio/client';
import proto from '@temporalio/proto';
import { Engine } from '../../temporal/engine.js';
import type { Caller } from '../permission/caller.js';
import { ApiProblem } from '../problem.js';
import { ApiField, ApiFieldInstant, ApiFieldMap } from '../api-field.js';
import { localTime } from './case-json.js';
import { sentenceOf, type HistoryEvent } from './workflow-history-sentences.js';

class SentenceJson {
  @ApiField('number of the event', { type: 'integer' }) event!: number;
  @ApiFieldInstant('when') at!: string;
  @ApiField('what happened, as a sentence') sentence!: string;
}

export class HistoryJson {
  @ApiField('number of the case: also the workflow id') number!: string;
  @ApiField('what happened, without the bookkeeping', { type: [SentenceJson] }) sentences!: SentenceJson[];
  @ApiFieldMap('every event, payloads decoded', {
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    additionalProperties: undefined,
  })
  events!: object[];
}

const { History } = proto.temporal.api.history.v1;
/** The client hands on the server's own error here. */
const grpcNotFound = 5;

/** The engine's history of a case, for administrators: the newest run. */
@Injectable()
export class WorkflowHistoryService {
  constructor(@Inject(Engine) private readonly engine: Engine) {}

  async read(who: Caller, number: string, timeZone: string): Promise<HistoryJson> {
    const events = await this.fetch(number);
    const local = localTime(timeZone);
    const sentences = events.flatMap((event) => {
      const sentence = sentenceOf(event, who.language, local);
      return sentence === undefined ? [] : [{ event: Number(event.eventId), at: local(event.eventTime), sentence }];
    });
    return { number, sentences, events };
  }

  private async fetch(number: string): Promise<HistoryEvent[]> {
    const history = await this.engine
      .handle(number)
      .fetchHistory()
      .catch((error: unknown) => {
        if (isGrpcServiceError(error) && error.code === grpcNotFound) {
          throw ApiProblem.of(
            'unknown-history',
            'The engine has no history of this case: it has not been notified of the case yet, or no longer keeps its history.',
            '流程引擎没有此案件的历史：尚未收到，或已过保存期。',
          );
        }
        throw ApiProblem.of(
          'engine-away',
          'The workflow engine does not answer: acts go on without it, try again later.',
          '流程引擎没有应答；业务操作不受影响，请稍后再试。',
          { headers: { 'retry-after': '5' } },
        );
      });
    const { events = [] } = History.toObject(History.fromObject(history), {
      longs: String,
      bytes: String,
      enums: String,
    }) as { events?: object[] };
    return events.map((event) => readable(event) as HistoryEvent);
  }
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
    seconds,
    nanos = 0,
    ...rest
  } = value as { metadata?: { encoding?: string }; data?: string; seconds?: string; nanos?: number };
  if (typeof metadata?.encoding === 'string') return payload(metadata.encoding, data);
  if (typeof seconds === 'string' && Object.keys(rest).length === 0)
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
