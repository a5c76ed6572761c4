import {
  Connection,
  defaultGrpcRetryOptions,
  makeGrpcRetryInterceptor,
  type ConnectionOptions,
  type Metadata,
} from '@temporalio/client';

/**
 * How long a call may take, in milliseconds, with all its retries; by method where it differs from the default. A
 * history is one call a page: waiting here for a result to come ends after the same time.
 */
const defaultDeadlineMs = 10_000;
const deadlines: Readonly<Record<string, number>> = {
  GetSystemInfo: 1_000,
  DescribeTaskQueue: 1_000,
  DescribeWorkflowExecution: 5_000,
  GetWorkflowExecutionHistory: 5_000,
};

/**
 * How long it waits before it looks for an engine that is away again, in milliseconds: gRPC's own pauses grow to two
 * minutes, for which the outbox would stand after the engine is back.
 */
const reconnectPauses = {
  'grpc.initial_reconnect_backoff_ms': 500,
  'grpc.max_reconnect_backoff_ms': 2_000,
};

type MadeCalls = Parameters<(typeof Connection)['generateRPCImplementation']>[0];
type MakeCall = ReturnType<(typeof Connection)['generateRPCImplementation']>;

/** The calls of one connection that have not ended. */
class CallsUnderWay {
  private count = 0;
  private readonly waiting: (() => void)[] = [];
  closing = false;

  begin(): void {
    if (this.closing) throw new Error('The connection to the engine is closed.');
    this.count += 1;
  }

  end(): void {
    this.count -= 1;
    if (this.count === 0) for (const over of this.waiting) over();
  }

  async over(): Promise<void> {
    if (this.count > 0) await new Promise<void>((over) => this.waiting.push(over));
  }
}

/** Every call ends by its deadline; none is tried again once the connection closes. */
function withDeadline(calls: CallsUnderWay): NonNullable<ConnectionOptions['interceptors']>[number] {
  const { delayFunction, retryableDecider } = defaultGrpcRetryOptions();
  const retry = makeGrpcRetryInterceptor({
    delayFunction,
    retryableDecider: (attempt, status) => !calls.closing && retryableDecider(attempt, status),
  });
  return (options, nextCall) => {
    const method = options.method_definition.path.split('/').at(-1)!;
    return retry({ ...options, deadline: Date.now() + (deadlines[method] ?? defaultDeadlineMs) }, nextCall);
  };
}

/**
 * A connection whose every call has a deadline and names the namespace. The SDK's own ways of saying so for some calls
 * (`withDeadline`, `withMetadata`) go through AsyncLocalStorage: before Node.js 24 a process that has used one once
 * pays for it at every promise, the API 6 % of its time.
 */
export class EngineConnection extends Connection {
  private static readonly calls = new WeakMap<object, CallsUnderWay>();

  /** Lazy, so that API and worker start, and keep running, while the engine is away. */
  static to(address: string, namespace: string): Connection {
    return EngineConnection.lazy({
      address,
      channelArgs: reconnectPauses,
      metadata: { 'temporal-namespace': namespace },
    });
  }

  /** The SDK makes the calls of each service by it. */
  static override generateRPCImplementation(options: MadeCalls): MakeCall {
    const calls = EngineConnection.callsOf(options.client);
    const make = super.generateRPCImplementation({ ...options, interceptors: [withDeadline(calls)] });
    return (method, request, done) => {
      calls.begin();
      make(method, request, (error, answer) => {
        calls.end();
        done(error, answer);
      });
    };
  }

  private static callsOf(client: object): CallsUnderWay {
    const calls = this.calls.get(client) ?? new CallsUnderWay();
    this.calls.set(client, calls);
    return calls;
  }

  /** The SDK names the namespace of each call by it; all of ours have it already. */
  override withMetadata<T>(_metadata: Metadata, call: () => Promise<T>): Promise<T> {
    return call();
  }

  /** Once the calls under way have ended: one that is tried again on a closed connection ends the process. */
  override async close(): Promise<void> {
    const calls = EngineConnection.callsOf(this.client);
    calls.closing = true;
    await calls.over();
    await super.close();
  }
}
