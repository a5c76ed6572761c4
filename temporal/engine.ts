import {
  Client,
  type Connection,
  type ScheduleClient,
  type WorkflowExecutionInfo,
  type WorkflowHandle,
} from '@temporalio/client';
import {
  TypedSearchAttributes,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  type WorkflowIdReusePolicy,
} from '@temporalio/common';
import type { ActSummary, CaseView } from '../domain/clocks/view.js';
import { kinds } from '../domain/kinds/kinds.js';
import { EngineSignature } from '../ledger/engine-signature.js';
import { caseSearchAttributes, type CaseStart } from '../workflows/messages.js';
import { EngineConnection } from './connection.js';
import { standingOf, type WorkflowStanding } from './workflow-standing.js';

export interface EngineSettings {
  address: string;
  namespace: string;
  taskQueue: string;
  /** The first signs what the workflows are told; see ENGINE_SIGNING_KEYS. */
  signingKeys: readonly string[];
  /** Address of the Temporal UI; left out or empty where there is none. */
  uiUrl?: string;
}

/** What a workflow is told: the case as it stands, and the acts that led there, in order. */
interface LedgerNews {
  view: CaseView;
  acts: ActSummary[];
}

const signalName = ({ acts }: LedgerNews): string => acts.at(-1)?.act ?? 'wake';

/**
 * The one place of a process that talks to the Temporal server. Every call has a deadline; none is waited for by a
 * request.
 */
export class Engine {
  private readonly connection: Connection;
  private readonly client: Client;
  private readonly signature: EngineSignature;

  constructor(private readonly settings: EngineSettings) {
    this.connection = EngineConnection.to(settings.address, settings.namespace);
    this.client = new Client({ connection: this.connection, namespace: settings.namespace });
    this.signature = new EngineSignature(settings.signingKeys);
  }

  /**
   * Signals a case's workflow, named by the last act; with its first act the workflow begins. Whether it has taken it:
   * false where none runs, or one has ended already.
   */
  async tell(message: LedgerNews): Promise<boolean> {
    const { view, acts } = message;
    try {
      if (acts[0]?.seq === 1) await this.signal(message, 'REJECT_DUPLICATE');
      else await this.handle(view.number).signal(signalName(message), this.signature.sign(view, acts));
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError || error instanceof WorkflowExecutionAlreadyStartedError) return false;
      throw error;
    }
  }

  /** Signals a case's workflow in the same way, and begins it where none runs, whatever has run before. */
  async signal(message: LedgerNews, reuse: WorkflowIdReusePolicy = 'ALLOW_DUPLICATE'): Promise<void> {
    const { view, acts } = message;
    const start: CaseStart = { number: view.number };
    await this.client.workflow.signalWithStart(view.kind, {
      workflowId: view.number,
      workflowIdReusePolicy: reuse,
      taskQueue: this.settings.taskQueue,
      args: [start],
      signal: signalName(message),
      signalArgs: [this.signature.sign(view, acts)],
      staticSummary: `${view.kind} ${view.number}, ${view.site}`,
      typedSearchAttributes: new TypedSearchAttributes([
        { key: caseSearchAttributes.kind, value: view.kind },
        { key: caseSearchAttributes.status, value: view.status },
        ...(view.tier ? [{ key: caseSearchAttributes.tier, value: view.tier }] : []),
        ...(view.department ? [{ key: caseSearchAttributes.department, value: view.department }] : []),
      ]),
    });
  }

  /** Whether a message in a history is one that the ledger has signed. */
  hasSaid(message: object): boolean {
    return this.signature.isGenuine(message);
  }

  /** Starts a workflow that is to run once; where it runs or has ended well nothing happens. */
  async startOnce(type: string, workflowId: string, args: unknown[]): Promise<void> {
    const options = {
      workflowId,
      taskQueue: this.settings.taskQueue,
      args,
      workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
    } as const;
    await this.client.workflow.start(type, options).catch((error: unknown) => {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    });
  }

  /** The Schedules, which start workflows when duties come round. */
  get schedules(): ScheduleClient {
    return this.client.schedule;
  }

  get taskQueue(): string {
    return this.settings.taskQueue;
  }

  /** A case's workflow, for the history an administrator reads: its newest run, or that one. */
  handle(number: string, run?: string): WorkflowHandle {
    return this.client.workflow.getHandle(number, run);
  }

  /** The runs of a case's workflow that the engine keeps, the newest first, at most `limit`: its list is some seconds behind. */
  async runsOf(number: string, limit: number): Promise<WorkflowExecutionInfo[]> {
    const query = `WorkflowId = '${number.replaceAll("'", "''")}'`;
    const runs: WorkflowExecutionInfo[] = [];
    for await (const run of this.client.workflow.list({ query, pageSize: limit })) {
      runs.push(run);
      if (runs.length === limit) break;
    }
    return runs;
  }

  /** Numbers of the cases whose workflows run on our task queue, as the engine's list has them: some seconds behind. */
  async *running(): AsyncIterable<string> {
    const query = `ExecutionStatus = 'Running' AND TaskQueue = '${this.settings.taskQueue.replaceAll("'", "''")}'`;
    for await (const { workflowId, type } of this.client.workflow.list({ query }))
      if (Object.hasOwn(kinds, type)) yield workflowId;
  }

  /** How the workflow of a case stands; undefined where none runs. */
  standing(number: string): Promise<WorkflowStanding | undefined> {
    return standingOf(this.handle(number), (message) => this.hasSaid(message));
  }

  /** Ends the workflow of a case, with a reason for who reads its history. Where none runs nothing happens. */
  async end(number: string, reason: string): Promise<void> {
    await this.handle(number)
      .terminate(reason)
      .catch((error: unknown) => {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      });
  }

  /** Where people see the run of a case's workflow in the Temporal UI; null where there is none. */
  uiUrlOf(number: string, runId: string): string | null {
    const { uiUrl = '', namespace } = this.settings;
    const path = ['namespaces', namespace, 'workflows', number, runId, 'history'].map(encodeURIComponent).join('/');
    return uiUrl === '' ? null : `${uiUrl.replace(/\/$/, '')}/${path}`;
  }

  /** True when the server answers, within a second. */
  async alive(): Promise<boolean> {
    try {
      await this.connection.workflowService.getSystemInfo({});
      return true;
    } catch {
      return false;
    }
  }

  /** The search attributes of ours that the namespace does not have. Throws where it cannot be asked. */
  async missingAttributes(): Promise<string[]> {
    const { namespace } = this.settings;
    const { customAttributes } = await this.connection.operatorService.listSearchAttributes({ namespace });
    return Object.values(caseSearchAttributes).flatMap(({ name }) => (name in customAttributes ? [] : name));
  }

  async close(): Promise<void> {
    await this.connection.close();
  }
}
