import { Inject, Injectable } from '@nestjs/common';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  isGrpcServiceError,
  WorkflowNotFoundError,
  type WorkflowExecutionDescription,
  type WorkflowExecutionInfo,
} from '@temporalio/client';
import type { CaseState } from '../../domain/case/case.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { Ledger } from '../../ledger/ledger.js';
import { untoldOf } from '../../ledger/outbox.js';
import { Engine } from '../../temporal/engine.js';
import { tellNow } from '../../temporal/tell.js';
import type { Caller } from '../permission/caller.js';
import { ApiProblem } from '../problem.js';
import { ApiField, ApiFieldInstant, ApiFieldMap } from '../api-field.js';
import { FreeText } from '../body-fields.js';
import { localTime } from './clock-json.js';
import { attributesOf, readableEvents, type HistoryEvent } from './workflow-history-events.js';
import { historyNamesIn } from './workflow-history-names.js';
import {
  historySteps,
  HistoryStepJson,
  nextMomentOf,
  waitsFor,
  type PendingActivity,
} from './workflow-history-steps.js';
import { isUuid } from '../uuid.js';

const runStatuses = [
  'running',
  'completed',
  'failed',
  'cancelled',
  'terminated',
  'continued-as-new',
  'timed-out',
  'paused',
];

class HistoryRunJson {
  @ApiField('id of the run') id!: string;
  @ApiField('where it stands', { enum: runStatuses }) status!: string;
  @ApiFieldInstant('when it began') startedAt!: string;
  @ApiFieldInstant('when it ended; null while it runs', { nullable: true }) endedAt!: string | null;
}

/** Which run of the workflow is read. */
export class HistoryDto {
  @FreeText('Id of an earlier run; the newest where it is left out.', { max: 100, optional: true })
  run?: string;
}

export class HistoryJson {
  @ApiField('number of the case: also the workflow id') number!: string;
  @ApiField('where the newest run of the workflow stands', { enum: runStatuses }) status!: string;
  @ApiField("what it waits for now, as a sentence in the caller's language") waitsFor!: string;
  @ApiField('the run in the Temporal UI; null where no UI is set up', { nullable: true }) uiUrl!: string | null;
  @ApiFieldInstant('until when at the latest; null where nothing of it has a time', { nullable: true })
  waitsUntil!: string | null;
  @ApiField('id of the clock whose moment that is', { nullable: true }) waitsForClock!: string | null;
  @ApiField('id of the run that is shown') run!: string;
  @ApiField('every run of the workflow that the engine still keeps, the newest first', { type: [HistoryRunJson] })
  runs!: HistoryRunJson[];
  @ApiField('how many acts of the case the workflow has not been told of yet; 0 unless the engine is slow')
  untoldActs!: number;
  @ApiField('what happened, in order', { type: [HistoryStepJson] }) steps!: HistoryStepJson[];
  @ApiFieldMap('every event, payloads decoded', {
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    additionalProperties: undefined,
  })
  events!: object[];
}

const mostRuns = 50;
/** So long a reader waits until the workflow has heard of everything, and a worker has taken it up. */
const tellingMs = 2_000;
const lookAgainMs = 50;
/** The client hands on the server's own error here. */
const grpcNotFound = 5;

/** The engine's history of a case, for administrators: the newest run. */
@Injectable()
export class WorkflowHistoryService {
  constructor(
    @Inject(Engine) private readonly engine: Engine,
    @Inject(Ledger) private readonly ledger: Ledger,
  ) {}

  async read(
    { language }: Caller,
    state: CaseState,
    rulebook: Rulebook,
    { run }: HistoryDto = {},
  ): Promise<HistoryJson> {
    const { number } = state;
    if (run !== undefined && !isUuid(run)) throw unknownHistory();
    const handle = this.engine.handle(number, run);
    await this.tellEverything(number);
    // One after the other: of a workflow that is not there nothing more is asked.
    const described = await handle.describe().catch(asProblem);
    const untoldActs = (await untoldOf(this.ledger.source, [number])).get(number)?.acts ?? 0;
    const events = readableEvents(await handle.fetchHistory().catch(asProblem), (said) => this.engine.hasSaid(said));
    const names = historyNamesIn(state, rulebook, language);
    const status = statusOf(described);
    const next = nextMomentOf(events, status === 'running');
    const local = localTime(rulebook.timeZone);
    return {
      number,
      status,
      waitsFor: waitsFor(events, pendingActivities(described, events), status === 'running', names),
      waitsUntil: local(next?.at ?? null),
      waitsForClock: next?.clock ?? null,
      run: described.runId,
      runs: (await this.runs(number, described)).map((one) => runJson(one, local)),
      uiUrl: this.engine.uiUrlOf(number, described.runId),
      untoldActs,
      steps: historySteps(events, names, local),
      events,
    };
  }

  /**
   * Acts that could wait to be told are told before somebody reads. Where that takes longer than two seconds, or fails,
   * the history is shown as it is.
   */
  private async tellEverything(number: string): Promise<void> {
    if ((await untoldOf(this.ledger.source, [number])).size === 0) return;
    const until = AbortSignal.timeout(tellingMs);
    const heard = tellNow(this.ledger, this.engine, number)
      .then(() => this.takenUp(number, until))
      .catch(() => undefined);
    await Promise.race([heard, once(until, 'abort')]);
  }

  /** A worker has done what there was to do. */
  private async takenUp(number: string, until: AbortSignal): Promise<void> {
    const isWaiting = async () => Boolean((await this.engine.handle(number).describe()).raw.pendingWorkflowTask);
    while (!until.aborted && (await isWaiting())) await sleep(lookAgainMs);
  }

  /** The engine's list is some seconds behind: the run that is read is in it in any case. */
  private async runs(number: string, shown: Run): Promise<Run[]> {
    const listed: Run[] = await this.engine.runsOf(number, mostRuns).catch(() => []);
    return [shown, ...listed.filter(({ runId }) => runId !== shown.runId)].toSorted(
      (one, other) => other.startTime.getTime() - one.startTime.getTime(),
    );
  }
}

type Run = Pick<WorkflowExecutionInfo, 'runId' | 'status' | 'startTime' | 'closeTime'>;

const statusOf = ({ status }: Run): string => status.name.toLowerCase().replaceAll('_', '-');

function runJson(run: Run, local: ReturnType<typeof localTime>): HistoryRunJson {
  return {
    id: run.runId,
    status: statusOf(run),
    startedAt: local(run.startTime.toISOString()),
    endedAt: local(run.closeTime?.toISOString() ?? null),
  };
}

/** `activityId` leads to the event that scheduled it, where its summary stands. */
function pendingActivities({ raw }: WorkflowExecutionDescription, events: readonly HistoryEvent[]): PendingActivity[] {
  return (raw.pendingActivities ?? []).map(({ activityId, activityType, attempt, lastFailure }) => ({
    type: activityType?.name ?? '',
    summary: events.find((event) => attributesOf(event)['activityId'] === activityId)?.userMetadata?.summary,
    attempt: attempt ?? 1,
    failure: lastFailure?.message ?? '',
  }));
}

function asProblem(error: unknown): never {
  if (isGrpcServiceError(error) && error.code === grpcNotFound) throw unknownHistory();
  if (error instanceof WorkflowNotFoundError) throw unknownHistory();
  throw ApiProblem.of(
    'engine-away',
    'The workflow engine does not answer: acts go on without it, try again later.',
    '流程引擎没有应答；业务操作不受影响，请稍后再试。',
    { headers: { 'retry-after': '5' } },
  );
}

function unknownHistory(): ApiProblem {
  return ApiProblem.of(
    'unknown-history',
    'The engine has no history of this case: it has not been notified of the case yet, or no longer keeps its history.',
    '流程引擎没有此案件的历史：尚未收到，或已过保存期。',
  );
}
