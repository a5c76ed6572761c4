// A client that asks what would happen before each act, and holds the answer against what then happens.
import assert from 'node:assert/strict';
import { ApiClient } from '../../demo/api-client.js';
import { demoPeople } from '../../demo/people.js';
import type { Answered, TestApi } from './api-desk.js';

interface Row {
  role: string;
  kind: string;
  clause: string;
  clock: string | null;
  person: string | null;
}

const inOrder = <T>(rows: T[]): string[] => rows.map((row) => JSON.stringify(row)).toSorted();

/** Every act goes dry first; `compared` lists the acts whose dry answer was what the real one then gave. */
export class DryClient extends ApiClient {
  readonly compared: string[] = [];
  readonly followUps: string[] = [];

  constructor(private readonly api: TestApi) {
    super(api.url, Object.fromEntries(demoPeople.map(({ id }) => [id, `token-${id}`])));
  }

  override async send<T>(who: string, method: string, path: string, body?: object): Promise<T> {
    if (method !== 'POST' || !path.startsWith('/v1/cases')) return super.send<T>(who, method, path, body);
    return (await this.compare(who, path, body ?? {})).body as T;
  }

  /** Asks dry, then does it, and throws where the answers differ; the real answer. */
  async compare(who: string, path: string, body: object): Promise<Answered> {
    const act = path.split('/')[4] ?? 'record';
    const before = act === 'record' ? undefined : await this.api.desk.state(path.split('/')[3]!);
    const offered = await this.offered(who, path.split('/')[3], act);
    const dry = await this.api.request('POST', `${path}?dry=true`, { as: who, body });
    const real = await this.api.post(who, path, body);
    if (dry.status !== 200) {
      assert.deepEqual([dry.status, dry.body], [real.status, real.body], `${act}: the problem`);
      return real;
    }
    const { refusal, tier, status, clocks, notices, violations, followUps, nextActs } = dry.body;
    if (offered?.yours === false) assert.ok(refusal, `${act} by ${who} was not offered: ${offered.because?.text}`);
    if (real.status >= 400) {
      const { code, title, status: number, detail, clause = null } = real.body;
      assert.deepEqual(refusal, { code, title, status: number, detail, clause }, act);
      assert.deepEqual([clocks, notices, violations, followUps, nextActs], [[], [], [], [], []]);
    } else {
      assert.equal(refusal, null, act);
      assert.deepEqual({ tier, status }, { tier: real.body.tier, status: real.body.status }, act);
      assert.deepEqual(
        clocks.map(({ change: _change, ...clock }: { change: string }) => clock),
        real.body.clocks,
        `${act}: the clocks`,
      );
      assert.deepEqual(nextActs, real.body.nextActs, `${act}: the next acts`);
      assert.deepEqual(violations, real.body.violations.slice(before?.violations.length ?? 0), `${act}: violations`);
      const made = await this.noticesAfter(real.body.number, before?.seq ?? 0);
      assert.deepEqual(
        inOrder(
          notices.flatMap(({ role, kind, clause, clock, names }: Row & { names: { id: string }[] }) =>
            (names.length ? names.map(({ id }) => id) : [null]).map((person) => ({
              role,
              kind,
              clause,
              clock,
              person,
            })),
          ),
        ),
        inOrder(made),
        `${act}: the notices`,
      );
      this.followUps.push(...followUps.map((one: { act: string }) => `${act}: ${one.act}`));
    }
    this.compared.push(act);
    return real;
  }

  /** What the case said of the act before it was tried; undefined where it was not among the next acts. */
  private async offered(
    who: string,
    number: string | undefined,
    act: string,
  ): Promise<{ yours: boolean; because: { text: string } | null } | undefined> {
    if (number === undefined) return undefined;
    const { body } = await this.api.get(who, `/v1/cases/${number}`);
    return body.nextActs?.find((next: { act: string }) => next.act === act);
  }

  private noticesAfter(number: string, seq: number): Promise<Row[]> {
    return this.api.desk.database.source.query(
      `SELECT role, kind, clause, clock, person_id AS person FROM notices WHERE number = $1 AND seq > $2 AND kind <> 'unheld'`,
      [number, seq],
    );
  }
}
