import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

/** A clock as the API shows it; the fields the demo and the fault tests look at. */
export interface ApiClock {
  id: string;
  clause: string;
  house: boolean;
  name: string;
  due: string;
  originalDue: string;
  metAt: string | null;
  breachedAt: string | null;
  stoppedAt: string | null;
  extensions: { granted: boolean | null }[];
}

export interface ApiCase {
  number: string;
  version: string;
  status: string;
  tier: string | null;
  seq: number;
  openedAt: string;
  clocks: ApiClock[];
  links: { relation: string; number: string | null; state: string }[];
}

export interface ApiEntry {
  seq: number;
  act: string;
  roleName: string;
  at: string;
  facts: Record<string, unknown>;
  changes: { clocks: { clock: string; clause: string; name: string; what: string }[] };
  notices: { roleName: string }[];
}

/** The answer of the API that was not a case. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly problem: { code?: string; clause?: string; detail?: string },
  ) {
    super(`${status} ${problem.code ?? ''}${problem.clause ? ` (${problem.clause})` : ''}: ${problem.detail ?? ''}`);
  }
}

/** A case of which the answer says only where it is. */
type Answer = Pick<ApiCase, 'number'>;
const briefly = { prefer: 'return=minimal' };

const onePixelPng = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);

/**
 * Speaks to the API as people do: one token a person, a new key for each act, the same key when the same act is tried
 * again.
 */
export class ApiClient {
  constructor(
    readonly apiUrl: string,
    private readonly tokens: Record<string, string>,
    private readonly patienceMs = 0,
  ) {}

  /** Unless `body` says otherwise, a call at the estate. `key`: where it is to be entered once, however often it is sent. */
  record(who: string, body: object, key?: string): Promise<ApiCase> {
    return this.post(who, '/v1/cases', { rulebook: 'property', site: 'sunshine', channel: 'phone', ...body }, key);
  }

  act(who: string, number: string, act: string, body: object = {}, key?: string): Promise<ApiCase> {
    return this.post(who, `/v1/cases/${number}/${act}`, body, key);
  }

  /** Likewise, for what only needs to be on record: the answer is as short as it can be. The number of the case. */
  async recordBriefly(who: string, body: object, key?: string): Promise<string> {
    const call = { rulebook: 'property', site: 'sunshine', channel: 'phone', ...body };
    return (await this.send<Answer>(who, 'POST', '/v1/cases', call, key, briefly)).number;
  }

  async actBriefly(who: string, number: string, act: string, body: object = {}, key?: string): Promise<void> {
    await this.send<Answer>(who, 'POST', `/v1/cases/${number}/${act}`, body, key, briefly);
  }

  /** Hands in a photo (of a single grey point) for acts that need one; its id. */
  async photo(who: string): Promise<string> {
    const form = new FormData();
    form.set('file', new Blob([onePixelPng]), 'photo.png');
    return (await this.send<{ id: string }>(who, 'POST', '/v1/files', form)).id;
  }

  read(who: string, number: string): Promise<ApiCase> {
    return this.send<ApiCase>(who, 'GET', `/v1/cases/${number}`);
  }

  async timeline(who: string, number: string): Promise<ApiEntry[]> {
    return (await this.send<{ entries: ApiEntry[] }>(who, 'GET', `/v1/cases/${number}/timeline`)).entries;
  }

  /** Who may be asked for a case, in order. */
  candidates(who: string, number: string): Promise<{ candidates: { person: string }[] }> {
    return this.send(who, 'GET', `/v1/cases/${number}/candidates`);
  }

  async teams(who: string): Promise<{ id: string; name: string }[]> {
    return (await this.send<{ teams: { id: string; name: string }[] }>(who, 'GET', '/v1/teams')).teams;
  }

  private post(who: string, path: string, body: object, key?: string): Promise<ApiCase> {
    return this.send<ApiCase>(who, 'POST', path, body, key);
  }

  /**
   * Any request, with a new key where it changes something. While the API cannot answer (5xx, no connection) the same
   * request is sent again, for as long as the client's patience lasts.
   */
  async send<T>(
    who: string,
    method: string,
    path: string,
    body?: object,
    key: string | undefined = method === 'GET' ? undefined : randomUUID(),
    headers: Record<string, string> = {},
  ): Promise<T> {
    const until = Date.now() + this.patienceMs;
    for (;;) {
      const answer = await fetch(`${this.apiUrl}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${this.tokens[who] ?? ''}`,
          'accept-language': 'en',
          ...headers,
          ...(key ? { 'idempotency-key': key } : {}),
          ...(body && !(body instanceof FormData) ? { 'content-type': 'application/json' } : {}),
        },
        ...(body ? { body: body instanceof FormData ? body : JSON.stringify(body) } : {}),
        signal: AbortSignal.timeout(15_000),
      }).catch((error: unknown) => error as Error);
      if (!(answer instanceof Error) && answer.ok)
        return (
          answer.status === 204 ? { number: answer.headers.get('location')!.split('/').at(-1) } : await answer.json()
        ) as T;
      const passing = answer instanceof Error || answer.status >= 500;
      if (!passing || Date.now() > until) {
        if (answer instanceof Error) throw answer;
        throw new ApiError(answer.status, (await answer.json().catch(() => ({}))) as object);
      }
      await pause(200);
    }
  }
}
