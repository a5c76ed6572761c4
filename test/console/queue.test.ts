import { beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { consoleModule } from '../support/console-code.js';

interface Item {
  id: number;
  number: string;
  act: string;
  state: 'kept' | 'sending' | 'sent' | 'refused';
  doneAt: number;
  sentAt?: number;
  reason?: { code: string };
}
interface Queue {
  nextToSend(queue: Item[]): Item | undefined;
  isHeld(item: Item, queue: Item[]): boolean;
  afterProblem(reason: { status: number; code: string }): string;
  happenedAtOf(item: Pick<Item, 'doneAt'>, now: { here: number; there: number; speed: number }): string | undefined;
  waitMs(failures: number, retryAfterSeconds?: number): number;
  aged(queue: Item[], now: number): Item[];
  statusAfter(status: string, waiting: { act: string }[], steps: { act: string; to: string | null }[]): string;
  localFilesIn(value: unknown): string[];
  withFileIds<T>(value: T, ids: Map<string, string>): T;
}
interface Uploads {
  uploadAnswer(
    response: { getStatus(): number; getBody(): string; getHeader(name: string): string | undefined } | null,
  ): { status: number; code: string; wait?: number };
  isUploadGone(said: { code: string }): boolean;
}
interface WhoseBrowser {
  saysWhose(method: string, path: string): boolean;
}
interface Marks {
  markUnsent(person: string, isSo: boolean): void;
  mayWait(person: string): boolean;
}
interface Step {
  act: string;
  from: string[];
  to: string | null;
  mayLeadTo?: string[];
  by: string[];
}
interface Steps {
  nextSteps(
    of: { status: string; nextActs: { act: string; yours: boolean }[]; dueActs: string[] },
    kind: { acts: Step[]; statuses: { status: string }[] },
    waiting: Item[],
    roles: string[],
  ): { first?: Step; along: Step[] };
}
interface Values {
  bodyOf(values: Record<string, unknown>): Record<string, unknown>;
  isEmpty(value: unknown): boolean;
}
interface Distance {
  byDistance<T extends { point: Place | null }>(orders: T[], from: Place): T[];
}
type Place = { latitude: number; longitude: number };

const dayMs = 86_400_000;
const item = (id: number, number: string, state: Item['state'] = 'kept', more: Partial<Item> = {}): Item => ({
  id,
  number,
  act: `act-${id}`,
  state,
  doneAt: 0,
  ...more,
});
/** What leaves a realm of its own is copied before it is compared. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe('the queue of a phone', () => {
  let queue: Queue;
  let distance: Distance;
  beforeAll(async () => {
    queue = await consoleModule<Queue>('offline', 'queue');
    distance = await consoleModule<Distance>('field', 'distance');
  });

  it('acts of a case go out in order; a refused one holds the later ones of its case, not those of others', () => {
    const next = (...items: Item[]) => queue.nextToSend(items)?.id;
    assert.equal(next(item(2, 'A'), item(1, 'A'), item(3, 'B')), 1);
    assert.equal(next(item(1, 'A', 'sent'), item(2, 'A')), 2);
    assert.equal(next(item(1, 'A', 'refused'), item(2, 'A'), item(3, 'B')), 3);
    assert.equal(next(item(1, 'A', 'refused'), item(2, 'A')), undefined);
    // What was on its way when the page was closed may have arrived unheard: it goes out again, under its key.
    assert.equal(next(item(1, 'A', 'sending'), item(2, 'A')), 1);
    const held = [item(1, 'A', 'refused'), item(2, 'A'), item(3, 'B')];
    assert.deepEqual(
      held.map((one) => queue.isHeld(one, held)),
      [false, true, false],
    );
  });

  it('only a refusal is for the person to decide; no answer, too much and faults are tried again, ever later', () => {
    const after = (status: number) => queue.afterProblem({ status, code: '' });
    assert.deepEqual([0, 408, 429, 500, 503].map(after), Array(5).fill('again'));
    assert.deepEqual([400, 403, 404, 409, 412, 422].map(after), Array(6).fill('refused'));
    assert.equal(after(401), 'sign-in');
    assert.equal(queue.afterProblem({ status: 409, code: 'another-person' }), 'sign-in');
    assert.equal(queue.afterProblem({ status: 409, code: 'upload-elsewhere' }), 'again');
    assert.deepEqual(
      [0, 1, 5, 6, 100].map((failures) => queue.waitMs(failures)),
      [1_000, 2_000, 32_000, 60_000, 60_000],
    );
    assert.equal(queue.waitMs(0, 90), 90_000);
  });

  it('an upload that is stopped by signing in, waiting or a fault goes on from where it stands; only one that is gone begins anew', async () => {
    const { uploadAnswer, isUploadGone } = await consoleModule<Uploads>('offline', 'upload-answer');
    const answer = (status: number, body = '') =>
      uploadAnswer({
        getStatus: () => status,
        getBody: () => body,
        getHeader: () => (status === 429 ? '7' : undefined),
      });
    const words = (code: string) => JSON.stringify({ code, title: 'x', detail: 'y' });
    for (const [said, gone, then] of [
      [answer(401), false, 'sign-in'],
      [answer(401, words('not-signed-in')), false, 'sign-in'],
      [answer(409, words('another-person')), false, 'sign-in'],
      [answer(503), false, 'again'],
      [answer(429, words('too-many-requests')), false, 'again'],
      [uploadAnswer(null), false, 'again'],
      [answer(404), true, 'refused'],
      [answer(404, words('unknown-upload')), true, 'refused'],
    ] as const) {
      assert.equal(isUploadGone(said), gone, JSON.stringify(said));
      assert.equal(queue.afterProblem(said), then, JSON.stringify(said));
    }
    assert.equal(answer(429, words('x')).wait, 7);
  });

  it('what changes something says whose page it came from; signing out always works', async () => {
    const { saysWhose } = await consoleModule<WhoseBrowser>('api', 'whose-browser');
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      assert.equal(saysWhose(method, '/v1/areas/{id}'), true, method);
    for (const method of ['GET', 'HEAD']) assert.equal(saysWhose(method, '/v1/areas/{id}'), false, method);
    assert.equal(saysWhose('POST', '/v1/session'), true);
    assert.equal(saysWhose('DELETE', '/v1/session'), false);
  });

  it('after seven days an act waits for its person; what is on record is shown a day more', () => {
    const now = 100 * dayMs;
    const aged = queue.aged(
      [
        item(1, 'A', 'kept', { doneAt: now - 6.9 * dayMs }),
        item(2, 'B', 'kept', { doneAt: now - 7.1 * dayMs }),
        item(3, 'C', 'sent', { sentAt: now - 0.9 * dayMs }),
        item(4, 'D', 'sent', { sentAt: now - 1.1 * dayMs }),
      ],
      now,
    );
    assert.deepEqual(plain(aged.map(({ id, state, reason }) => [id, state, reason?.code ?? null])), [
      [1, 'kept', null],
      [2, 'refused', 'too-old'],
      [3, 'sent', null],
    ]);
  });

  it('X-5 what waited happened when it was done, by the desk, whatever the clock of the phone shows', () => {
    const there = Date.parse('2026-11-23T01:00:00Z');
    for (const wrong of [0, 3_600_000, -7_200_000]) {
      const here = there + wrong;
      const of = (waitedMs: number, speed = 1) =>
        queue.happenedAtOf({ doneAt: here - waitedMs }, { here, there, speed });
      assert.equal(of(40 * 60_000), '2026-11-23T00:20:00.000Z');
      assert.equal(of(5_000), undefined, 'what goes out at once is entered as it happens');
      assert.equal(of(120_000, 10), '2026-11-23T00:40:00.000Z', 'a demo that runs faster');
    }
    assert.equal(
      queue.happenedAtOf({ doneAt: there + 1 }, { here: there, there, speed: 1 }),
      undefined,
      'a clock put back',
    );
  });

  it('where a case will stand follows from what waits; files are named by their ids when they have them', () => {
    const steps = [
      { act: 'quote', to: 'quoted' },
      { act: 'note', to: null },
      { act: 'confirm', to: 'agreed' },
    ];
    const waiting = ['quote', 'note', 'confirm'].map((act) => ({ act }));
    assert.equal(queue.statusAfter('on-site', waiting, steps), 'agreed');
    assert.equal(queue.statusAfter('on-site', waiting.slice(1, 2), steps), 'on-site');
    const [one, other] = [1, 3].map((n) => `here:${String(n).repeat(8)}-0000-0000-0000-000000000000`);
    const body = { words: 'here: is a text', photos: [one, 'f2'], items: [{ papers: [other] }] };
    assert.deepEqual(plain(queue.localFilesIn(body)), [one, other]);
    assert.deepEqual(plain(queue.withFileIds(body, new Map([[one!, 'f1']]))), {
      words: 'here: is a text',
      photos: ['f1', 'f2'],
      items: [{ papers: [] }],
    });
  });

  it('what waits is noted for each person by itself', async () => {
    const kept = new Map<string, string>();
    Object.assign(globalThis, {
      localStorage: { getItem: (key: string) => kept.get(key) ?? null, setItem: kept.set.bind(kept) },
    });
    const marks = await consoleModule<Marks>('offline', 'marks');
    const waits = () => ['p15', 'p16'].map((person) => marks.mayWait(person));
    assert.deepEqual(waits(), [false, false]);
    marks.markUnsent('p15', true);
    marks.markUnsent('p16', true);
    assert.deepEqual(waits(), [true, true]);
    marks.markUnsent('p16', false);
    assert.deepEqual(waits(), [true, false]);
  });

  it('W-25 what leads on is offered first, by the shortest way; nothing is, where all else leads back', async () => {
    const { nextSteps } = await consoleModule<Steps>('field', 'next-steps');
    const from = ['quoted', 'done'];
    const step = (act: string, to: string | null, mayLeadTo: string[] = []): Step => ({
      act,
      from,
      to,
      mayLeadTo,
      by: ['crew'],
    });
    const acts = [step('return', 'sent'), step('settle', null, ['on-site']), step('start', 'working')];
    const kind = {
      acts: [...acts, step('confirm', null, ['agreed'])],
      statuses: ['sent', 'on-site', 'quoted', 'agreed', 'working', 'done'].map((status) => ({ status })),
    };
    const first = (status: string, waiting: Item[] = []) => {
      const nextActs = kind.acts.map(({ act }) => ({ act, yours: true }));
      return nextSteps({ status, nextActs, dueActs: [] }, kind, waiting, ['crew']).first?.act;
    };
    assert.equal(first('quoted'), 'confirm', 'before the work begins');
    assert.equal(first('quoted', [item(1, 'a', 'kept', { act: 'confirm' })]), 'start');
    assert.equal(first('done'), undefined, 'giving it back is for another occasion');
    kind.acts.push(step('agree', 'agreed'));
    assert.equal(first('quoted'), 'agree', 'what is sure to lead there comes before what may');
    for (const one of kind.acts) delete one.mayLeadTo;
    assert.equal(first('quoted'), 'agree', 'what was kept by an older page');
  });

  it('a line of a list in which nothing was written is no line', async () => {
    const { bodyOf, isEmpty } = await consoleModule<Values>('act', 'values', ['words']);
    assert.deepEqual(
      [[], [{}], [{ name: '', quantity: undefined }], [{ name: '', quantity: 0 }], ['f1']].map(isEmpty),
      [true, true, true, false, false],
    );
    assert.deepEqual(plain(bodyOf({ items: [{ name: '阀芯' }, {}], photos: ['f1'], none: [{}] })), {
      items: [{ name: '阀芯' }],
      photos: ['f1'],
    });
  });

  it('the nearest order comes first, one whose place is unknown last', () => {
    const at = (longitude: number) => ({ point: { latitude: 27.8, longitude } });
    const orders = [
      { id: 'unknown', point: null },
      { id: 'far', ...at(113.2) },
      { id: 'near', ...at(113.101) },
      { id: 'there too', ...at(113.2) },
    ];
    const sorted = distance.byDistance(orders, { latitude: 27.8, longitude: 113.1 });
    assert.deepEqual(plain(sorted.map(({ id }) => id)), ['near', 'far', 'there too', 'unknown']);
  });
});
