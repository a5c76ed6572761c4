import createClient, { type Middleware } from 'openapi-fetch';
import createQueries from 'openapi-react-query';
import type { components, paths } from './contract.js';
import { saysWhose } from './whose-browser.js';

/** A type of the contract by its name. */
export type Json<Name extends keyof components['schemas']> = components['schemas'][Name];

/** What the API says instead of an answer (problem+json), or that there was none (`status` 0). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    detail: string,
    readonly clause?: string,
    readonly errors: { field: string; detail: string }[] = [],
    readonly retryAfterSeconds?: number,
  ) {
    super(detail);
  }

  /** Whether the same request may succeed if it is sent once more: nobody knows whether the first arrived. */
  get unanswered(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

/** Longer than this nobody is kept waiting without a word. */
const longestWaitSeconds = 90;

/**
 * Does something again as often as there was too much at once (429), each time after the wait that the API asks for: for
 * what goes out by itself, as one act on several cases.
 */
export async function patiently<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await send();
    } catch (error) {
      const seconds = error instanceof Problem && error.status === 429 ? error.retryAfterSeconds : undefined;
      if (seconds === undefined || seconds > longestWaitSeconds || tries > 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
    }
  }
}

/** Called with every problem: the session that has ended, the connection that is lost. */
const listeners = new Set<(problem: Problem | undefined) => void>();
export function onAnswer(listener: (problem: Problem | undefined) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const language: Middleware = {
  onRequest({ request }) {
    request.headers.set('accept-language', document.documentElement.lang);
  },
};

let person: string | undefined;

/** Whose page this is: what it sends is refused where somebody else has signed in meanwhile, in another tab. */
export function actsFor(id: string | undefined): void {
  person = id;
}

const whose: Middleware = {
  onRequest({ request, schemaPath }) {
    const { method, headers } = request;
    if (person !== undefined && saysWhose(method, schemaPath) && !headers.has('acting-person'))
      headers.set('acting-person', person);
  },
};

const problems: Middleware = {
  async onResponse({ response }) {
    if (response.ok) {
      for (const listener of listeners) listener(undefined);
      return;
    }
    throw announced(await problemOf(response));
  },
  onError({ error }) {
    return announced(error instanceof Problem ? error : new Problem(0, 'no-answer', '', ''));
  },
};

function announced(problem: Problem): Problem {
  for (const listener of listeners) listener(problem);
  return problem;
}

async function problemOf(response: Response): Promise<Problem> {
  const body = (await response.json().catch(() => ({}))) as Partial<Json<'ProblemJson'>>;
  return new Problem(
    response.status,
    body.code ?? 'fault',
    body.title ?? '',
    body.detail ?? '',
    body.clause,
    body.errors ?? [],
    Number(response.headers.get('retry-after')) || undefined,
  );
}

/** The API. The session is a cookie that no script can read. */
export const api = createClient<paths, 'application/json'>({ baseUrl: '/' });
api.use(language, whose, problems);

/** The same as queries and mutations. */
export const $api = createQueries(api);

/** A new key for an act; the same one goes with every further try of that act. */
export const newKey = (): string => crypto.randomUUID();
