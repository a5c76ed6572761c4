// What whoever sets up a real desk does first, over HTTP: the first administrator signs in, makes a site and its people.
import { readFile } from 'node:fs/promises';
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ApiClient } from '../../demo/api-client.js';
import type { ComposeDesk } from './compose-desk.js';

/** The organisation and the estate at which the stories are played. */
export const trialOrganisation = 'osmanthus-services';
export const trialSite = 'osmanthus';

const staff = [
  { id: 'g01', name: '韩梅', role: 'cs-agent' },
  { id: 'g02', name: '罗平', role: 'department-head', department: 'engineering' },
  { id: 'g03', name: '白杨', role: 'cs-supervisor' },
  { id: 'g04', name: '江川', role: 'office-director' },
];

/** A browser: keeps the cookie of its session, and says that its page is one of the desk. */
export class AdministratorSession {
  private cookie = '';

  constructor(private readonly apiUrl: string) {}

  /** The answer of a POST. @throws an Error with what the desk said where it refused. */
  async post<T>(path: string, body: object): Promise<T> {
    const response = await fetch(this.apiUrl + path, {
      method: 'POST',
      headers: {
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/json',
        'accept-language': 'en',
        cookie: this.cookie,
        'idempotency-key': randomUUID(),
      },
      body: JSON.stringify(body),
    });
    const [cookie] = response.headers.getSetCookie();
    if (cookie) this.cookie = cookie.split(';')[0]!;
    const text = await response.text();
    if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}

/**
 * The first administrator with a password of their own, who has made a site of the property rulebook with four people;
 * the client speaks as these, each with a token.
 *
 * @throws an Error where there is no one-time password, or the desk refuses a step
 */
export async function setUpFirstOrganisation(
  desk: ComposeDesk,
): Promise<{ administrator: AdministratorSession; client: ApiClient }> {
  const told = await readFile(join(desk.dataDir, 'first-password.txt'), 'utf8');
  const [person = '', oneTime = ''] = told.trim().split(' ');
  const administrator = new AdministratorSession(desk.apiUrl);
  await administrator.post('/v1/session', { person, password: oneTime });
  await administrator.post('/v1/me/password', { current: oneTime, password: randomBytes(18).toString('base64url') });
  await administrator.post('/v1/sites', {
    id: trialSite,
    kind: 'estate',
    name: { 'zh-CN': '金桂小区', en: 'Osmanthus Estate' },
    rulebooks: ['property'],
    organisation: trialOrganisation,
  });
  const tokens: Record<string, string> = {};
  for (const { id, name, role, department } of staff) {
    await administrator.post('/v1/people', { id, name, organisation: trialOrganisation });
    await administrator.post(`/v1/people/${id}/posts`, { role, ...(department ? { department } : {}) });
    const { token } = await administrator.post<{ token: string }>(`/v1/people/${id}/tokens`, { reason: 'first day' });
    tokens[id] = token;
  }
  return { administrator, client: new ApiClient(desk.apiUrl, tokens, 10_000) };
}
