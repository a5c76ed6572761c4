import http from 'node:http';
import { text as streamText } from 'node:stream/consumers';
import type { ServerProcess } from './processes.js';

/** When an engine whose process lives counts as stuck; in milliseconds. */
export interface WatchSettings {
  /** How often it is asked while it answers. */
  everyMs: number;
  /** How often from when a question was not answered at once. */
  againMs: number;
  /** So many questions in a row were not answered, */
  questions: number;
  /** and none was for so long. */
  silenceMs: number;
}

/**
 * Three minutes are far beyond what a busy engine takes: it gives up what it asks of its database after some ten seconds,
 * and says so. They are also the least time from one restart to the next.
 */
export const watchDefaults: WatchSettings = { everyMs: 30_000, againMs: 10_000, questions: 6, silenceMs: 180_000 };

/** A workflow that is not there: for that answer the engine has to look into its database. */
const question = '/api/v1/namespaces/default/workflows/banjie-engine-watch';
/** What it has looked up, and that it is asked too much at the moment, which passes. */
const answers: readonly number[] = [200, 404, 429];
/** A question that got lost is kept open no longer than that, in milliseconds. */
const givenUpMs = 600_000;

/**
 * Kills an engine that lives and answers nothing any more; `onStuck` is told why, in a sentence. No question is called
 * off before then, and a late answer is an answer: what is slow is never ended while it answers anything.
 */
export function watchEngine(
  server: ServerProcess,
  httpPort: number,
  onStuck: (text: string) => void,
  { everyMs, againMs, questions, silenceMs }: WatchSettings = watchDefaults,
): void {
  let answeredAt = performance.now();
  let unanswered = 0;
  let fault = 'no answer';
  const answered = (): void => {
    answeredAt = performance.now();
    unanswered = 0;
  };
  const look = (): void => {
    const silentMs = performance.now() - answeredAt;
    if (unanswered >= questions && silentMs >= silenceMs) {
      onStuck(`${server.name} has answered nothing for ${Math.round(silentMs / 1_000)} s (${fault}); ending it`);
      clearInterval(timer);
      server.child.kill('SIGKILL');
    } else if (unanswered > 0 || silentMs >= everyMs) {
      unanswered += 1;
      ask(httpPort).then(answered, (error: Error) => {
        fault = error.message;
      });
    }
  };
  const timer = setInterval(look, againMs);
  void server.exited.then(() => clearInterval(timer));
}

/** Throws an Error with what the engine says where it is no answer. */
async function ask(port: number): Promise<void> {
  const signal = AbortSignal.timeout(givenUpMs);
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    const asked = http.get({ host: '127.0.0.1', port, path: question, agent: false, signal });
    asked.on('error', reject).once('response', resolve);
  });
  const said = await streamText(response);
  if (!answers.includes(response.statusCode ?? 0)) throw new Error(`${response.statusCode}: ${said.slice(0, 200)}`);
}
