import { createHash, randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createApi } from '../../api/app.js';
import type { HttpSettings } from '../../api/http-adapter.js';
import type { CustomerPageSettings } from '../../api/customer/customer-settings.js';
import type { ReadingSettings } from '../../api/reading/reading.service.js';
import { noLimits, type LimitSettings } from '../../api/limits/limit-settings.js';
import { SignInSettings } from '../../api/session/sign-in-settings.js';
import { PersonRow, PostRow, TokenRow } from '../../database/entities/organisation.js';
import { demoPeople } from '../../demo/people.js';
import type { LiveSettings } from '../../api/live/live-streams.js';
import { recordNewRows } from '../../ledger/people/organisation-record.js';
import { ChangeNotifier, liveChangeOf } from '../../ledger/live/change-notifier.js';
import type { CommittedChange } from '../../ledger/request.js';
import { FileStore } from '../../ledger/files/file-store.js';
import { Engine } from '../../temporal/engine.js';
import { TestLedger } from './test-ledger.js';
import { signingKeys } from './engine-keys.js';
import { withoutRequestId } from './request-id.js';

export interface Answered {
  status: number;
  headers: Headers;
  // The tests look into answers of every shape.
  // oxlint-disable-next-line typescript/no-explicit-any
  body: any;
}

interface TestApiOptions {
  at?: string;
  /** Address of a Temporal server; where none is given nobody listens there. */
  engine?: string;
  taskQueue?: string;
  fileLimitBytes?: number;
  trial?: boolean;
  /** Without the demo sites and people. */
  empty?: boolean;
  firstPasswordFile?: string;
  live?: Partial<LiveSettings>;
  reading?: ReadingSettings;
  /** Another process on the database of this one, which must be stopped after it. */
  beside?: TestApi;
  customerPage?: CustomerPageSettings;
  http?: HttpSettings;
  host?: string;
  /** Those that are tested; all others are off, as tests hammer on purpose. */
  limits?: Partial<LimitSettings>;
}

/** A desk with a real API on a real port. Every demo person's token is `token-` and their id. */
export class TestApi {
  private constructor(
    readonly desk: TestLedger,
    readonly url: string,
    readonly logged: string[],
    /** Where the files lie. */
    readonly folder: string,
    private readonly app: NestFastifyApplication,
    private readonly engine: Engine,
    private readonly end: () => Promise<void>,
  ) {}

  static async start(options: TestApiOptions = {}): Promise<TestApi> {
    const { beside, empty = false } = options;
    const onCommit = (changes: CommittedChange[]): void => notifier.notifyOf(changes.map(liveChangeOf));
    const desk = beside
      ? TestLedger.on(beside.desk.database, beside.desk.ledger.rulebooks, beside.desk.time.iso, { onCommit })
      : await TestLedger.start({ empty, ...(options.at ? { at: options.at } : {}), onCommit });
    const { source } = desk.database;
    const notifier = new ChangeNotifier(source);
    if (!beside && !empty)
      await source.transaction((manager) =>
        recordNewRows(manager, () =>
          manager
            .getRepository(TokenRow)
            .insert(demoPeople.map(({ id }) => ({ personId: id, hash: hashOf(`token-${id}`) }))),
        ),
      );
    const engine = new Engine({
      address: options.engine ?? '127.0.0.1:9',
      namespace: 'default',
      taskQueue: options.taskQueue ?? `nobody-${randomUUID()}`,
      signingKeys,
    });
    const logged: string[] = [];
    const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
    const folder = await mkdtemp(join(tmpdir(), 'banjie-files-'));
    const app = await createApi({
      ledger: desk.ledger,
      engine,
      files: new FileStore(folder, options.fileLimitBytes),
      log,
      signIn: new SignInSettings({ idleMinutes: 240, hours: 14 }, options.trial ?? false, options.firstPasswordFile),
      ...(options.live ? { live: options.live } : {}),
      ...(options.reading ? { reading: options.reading } : {}),
      ...(options.customerPage ? { customerPage: options.customerPage } : {}),
      limits: { ...noLimits, ...options.limits },
      ...(options.http ? { http: options.http } : {}),
    });
    await app.listen(0, options.host ?? '127.0.0.1');
    return new TestApi(desk, await app.getUrl(), logged, folder, app, engine, async () => {
      await notifier.close();
      if (!beside) await desk.stop();
    });
  }

  /** Ends the API, and the desk with it unless that belongs to another. */
  async stop(): Promise<void> {
    await this.app.close();
    await this.engine.close();
    await this.end();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Somebody new of the property company with one post and the token `token-<id>`. */
  async hire(
    id: string,
    role: string,
    site: string | null = null,
    department: string | null = null,
    organisation = 'property-company',
  ): Promise<void> {
    const { source } = this.desk.database;
    await source.transaction((manager) =>
      recordNewRows(manager, async () => {
        await manager.getRepository(PersonRow).insert({ id, name: id, organisation, language: 'zh-CN' });
        await manager.getRepository(PostRow).insert({ personId: id, role, siteId: site, department });
        await manager.getRepository(TokenRow).insert({ personId: id, hash: hashOf(`token-${id}`) });
      }),
    );
  }

  async request(
    method: string,
    path: string,
    options: { as?: string | undefined; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answered> {
    const { as, body, headers = {} } = options;
    const raw = typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(as ? { authorization: `Bearer token-${as}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: raw ? (body as string) : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = (response.headers.get('content-type') ?? '').includes('json');
    return {
      status: response.status,
      headers: response.headers,
      body: json ? withoutRequestId(response, JSON.parse(text)) : text,
    };
  }

  get(as: string, path: string, headers: Record<string, string> = {}): Promise<Answered> {
    return this.request('GET', path, { as, headers });
  }

  /** With a new Idempotency-Key, unless one is given. */
  post(as: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answered> {
    return this.request('POST', path, { as, body, headers: { 'idempotency-key': randomUUID(), ...headers } });
  }

  act(
    as: string,
    number: string,
    act: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answered> {
    return this.post(as, `/v1/cases/${number}/${act}`, body, headers);
  }

  /** Hands in a file; `fields` beside it. */
  async upload(
    as: string,
    content: Uint8Array<ArrayBuffer>,
    {
      name = 'photo.jpg',
      fields = {},
      key = randomUUID(),
    }: { name?: string; fields?: Record<string, string>; key?: string } = {},
  ): Promise<Answered> {
    const form = new FormData();
    for (const [field, value] of Object.entries(fields)) form.set(field, value);
    form.set('file', new Blob([content]), name);
    const response = await fetch(`${this.url}/v1/files`, {
      method: 'POST',
      headers: { authorization: `Bearer token-${as}`, 'idempotency-key': key },
      body: form,
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  }

  /** Like `act`, for what must succeed. */
  async acted(as: string, number: string, act: string, body?: unknown): Promise<Answered['body']> {
    return must(await this.act(as, number, act, body), 200);
  }

  /** Records a complaint by p01 and gives its JSON. */
  async complaint(overrides: object = {}): Promise<Answered['body']> {
    return must(await this.post('p01', '/v1/cases', { ...complaintBody, ...overrides }), 201);
  }

  async repair(overrides: object = {}): Promise<Answered['body']> {
    return must(await this.post('p01', '/v1/cases', { ...repairBody, ...overrides }), 201);
  }
}

export const complaintBody = {
  kind: 'complaint',
  rulebook: 'property',
  site: 'sunshine',
  channel: 'phone',
  subject: '楼道灯不亮',
  description: '三号楼二单元楼道灯不亮两天了',
  customer: '张三',
  phone: '13800000000',
};
export const repairBody = {
  kind: 'repair',
  rulebook: 'property',
  site: 'sunshine',
  channel: 'phone',
  subject: '水管漏水',
  repairType: 'plumbing',
  customer: '李四',
  phone: '13900000000',
  place: '3号楼301',
};

/** The body, or an error that says what came instead. */
export function must(answered: Answered, status: number): Answered['body'] {
  if (answered.status !== status)
    throw new Error(`Expected ${status}, came ${answered.status}: ${JSON.stringify(answered.body)}`);
  return answered.body;
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
