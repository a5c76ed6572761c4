import { randomUUID } from 'node:crypto';
import type { Answered, TestApi } from './api-desk.js';

/** What a browser sends by itself, for a page of the desk. */
export const ownPage = { 'sec-fetch-site': 'same-origin' };

/** A browser at the desk: keeps its cookie, and says that its page is one of ours. */
export class Browser {
  cookie: string | undefined;

  constructor(
    readonly api: TestApi,
    private readonly userAgent = 'Mozilla/5.0 (Linux; Android 14) Chrome/140.0 Safari/537.36',
  ) {}

  async request(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = ownPage,
  ): Promise<Answered> {
    const answered = await this.api.request(method, path, {
      body,
      headers: {
        'user-agent': this.userAgent,
        ...(this.cookie ? { cookie: this.cookie } : {}),
        ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
        ...headers,
      },
    });
    const [set] = answered.headers.getSetCookie();
    if (set !== undefined) this.cookie = /Max-Age=0|Expires=Thu, 01 Jan 1970/.test(set) ? undefined : set.split(';')[0];
    return answered;
  }

  get(path: string): Promise<Answered> {
    return this.request('GET', path);
  }

  post(path: string, body?: unknown): Promise<Answered> {
    return this.request('POST', path, body);
  }

  signIn(person: string, password?: string): Promise<Answered> {
    return this.post('/v1/session', { person, ...(password === undefined ? {} : { password }) });
  }
}
