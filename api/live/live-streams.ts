import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Ledger } from '../../ledger/ledger.js';
import { ChangeListener, type LiveAudience } from '../../ledger/live/change-listener.js';
import type { WakeTopic } from '../../ledger/live/wake.js';
import type { LiveChange } from '../../ledger/live/live-change.js';
import { noticedPeople, type NoticedPerson } from '../../ledger/notices/inbox.js';
import { attendingWorkers } from '../../ledger/worker-heartbeats.js';
import { Engine } from '../../temporal/engine.js';
import { CaseOriginCache } from '../cases/case-origin-cache.js';
import { mayRead } from '../permission/case-visibility.js';
import type { Caller } from '../permission/caller.js';
import { Callers } from '../permission/callers.js';
import { ApiProblem } from '../problem.js';
import { LiveStream } from './live-stream.js';

/** How often a stream beats, and asks whether its reader is still signed in and what they hold now. */
export interface LiveSettings {
  beatMs: number;
  /** So many changes are remembered for readers who come back. */
  remembered: number;
  perPerson: number;
  atMost: number;
}

export const liveDefaults: LiveSettings = { beatMs: 15_000, remembered: 500, perPerson: 5, atMost: 1_000 };

/** Changes are told so many at a time: more would look like a reader who does not read. */
const maxAtOnce = 100;

type NumberedChange = LiveChange & { position: number };

/**
 * The open streams of this process. What any process commits is told to those readers whose lists would show them the
 * case, as they are when it is sent.
 */
@Injectable()
export class LiveStreams implements LiveAudience, OnModuleInit {
  /** Positions count from the start of this process: those of another one are unknown here. */
  private readonly epoch = randomUUID().slice(0, 8);
  private position = 0;
  private readonly remembered: NumberedChange[] = [];
  private readonly streams = new Set<LiveStream>();
  private readonly listener: ChangeListener;
  /** One after the other: a reader who comes back hears first what they have missed. */
  private telling: Promise<void> = Promise.resolve();
  private round: Promise<void> = Promise.resolve();
  private roundWaits = false;
  private databaseAway = false;
  private engineLate = false;
  private timer: NodeJS.Timeout | undefined;
  private watching: Promise<void> = Promise.resolve();
  private closing = false;

  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(CaseOriginCache) private readonly cases: CaseOriginCache,
    @Inject(Engine) private readonly engine: Engine,
    @Inject(Callers) private readonly callers: Callers,
    @Inject('LiveSettings') private readonly settings: LiveSettings,
  ) {
    this.listener = new ChangeListener(ledger.source, this);
    callers.onForget = (changed) => {
      if (changed) for (const stream of this.streams) stream.send('people', {});
      this.beatAll();
    };
  }

  onModuleInit(): void {
    this.listener.start();
    this.timer = setInterval(() => this.watch(), this.settings.beatMs);
  }

  /** Refuses (429) one stream too many of a person, or of all. */
  requireRoom({ actor }: Caller): void {
    const own = [...this.streams].filter(({ caller }) => caller.actor.id === actor.id).length;
    if (!this.closing && own < this.settings.perPerson && this.streams.size < this.settings.atMost) return;
    throw ApiProblem.of(
      'too-many-streams',
      'You have as many live streams open as may be: close a page, or use the one stream for all of them.',
      '实时连接数已达上限，请关闭部分页面，或共用一个连接。',
      { headers: { 'retry-after': '5' } },
    );
  }

  /**
   * Opens a stream whose headers are sent. `lastId`: the last event the reader has had; where it is unknown here they
   * are told to read their lists anew.
   */
  open(response: ServerResponse, caller: Caller, lastId: string | undefined): void {
    // Who went away while they were looked up says so no more: their place would be taken for ever.
    if (response.destroyed) return;
    const last = this.positionOf(lastId);
    const stream = new LiveStream(response, caller, last ?? this.position, (n) => `${this.epoch}-${n}`);
    this.streams.add(stream);
    const beats = setInterval(() => void this.beat(stream), this.settings.beatMs);
    stream.onClose(() => {
      clearInterval(beats);
      this.streams.delete(stream);
    });
    stream.write('retry: 2000\n');
    stream.beat();
    if (lastId !== undefined && last === undefined) stream.send('reset', {}, this.position);
    stream.send('engine', { late: this.engineLate });
    if (this.databaseAway) stream.send('database', { away: true });
    if (last !== undefined)
      this.tell(
        [stream],
        this.remembered.filter(({ position }) => position > last),
      );
    if (this.streams.size === 1) this.watch();
  }

  heard(changes: LiveChange[]): void {
    for (const { number, leftSite } of changes) if (leftSite !== undefined) this.cases.forget(number);
    const numbered = changes.map((change) => ({ ...change, position: ++this.position }));
    this.remembered.push(...numbered);
    this.remembered.splice(0, this.remembered.length - this.settings.remembered);
    this.tell([...this.streams], numbered);
  }

  /** Called when another process has changed something beside cases. */
  onWoken: ((topic: WakeTopic) => void) | undefined;

  woken(topic: WakeTopic): void {
    this.onWoken?.(topic);
  }

  missed(): void {
    this.cases.forget();
    this.remembered.length = 0;
    this.position += 1;
    for (const stream of this.streams) this.reset(stream);
  }

  away(away: boolean): void {
    this.databaseAway = away;
    for (const stream of this.streams) stream.send('database', { away });
  }

  /** Ends every stream: an open one would keep the API from stopping. */
  async close(): Promise<void> {
    this.closing = true;
    clearInterval(this.timer);
    for (const stream of this.streams) stream.end();
    await Promise.all([this.listener.stop(), this.watching]);
  }

  private positionOf(id: string | undefined): number | undefined {
    const [, epoch, digits] = /^(\w{8})-(\d{1,15})$/.exec(id ?? '') ?? [];
    const position = Number(digits);
    const oldest = this.remembered[0]?.position ?? this.position + 1;
    return epoch === this.epoch && position <= this.position && position >= oldest - 1 ? position : undefined;
  }

  private reset(stream: LiveStream): void {
    stream.position = this.position;
    stream.send('reset', {}, this.position);
  }

  private tell(streams: LiveStream[], changes: NumberedChange[]): void {
    if (streams.length === 0) return;
    for (let from = 0; from < changes.length; from += maxAtOnce) {
      const some = changes.slice(from, from + maxAtOnce);
      this.telling = this.telling
        .then(() => this.tellNow(streams, some))
        // The database is away: nobody is told of what they might not see.
        .catch(() => streams.forEach((stream) => this.reset(stream)))
        // The connections take what was written before more is.
        .then(() => setImmediate());
    }
  }

  private async tellNow(streams: LiveStream[], changes: NumberedChange[]): Promise<void> {
    const people = [...new Set(streams.map(({ caller }) => caller.actor.id))];
    const withNotices = changes.filter(({ notices }) => notices);
    const [origins, noticed] = await Promise.all([
      Promise.all(changes.map(({ number }) => this.cases.find(number))),
      withNotices.length ? noticedPeople(this.ledger.source, withNotices, people) : [],
    ]);
    for (const stream of streams) {
      changes.forEach(({ number, seq, kind, position, leftSite: left }, i) => {
        const origin = origins[i];
        // A reset has taken its place meanwhile.
        if (!origin || position <= stream.position) return;
        const { caller } = stream;
        const notice = noticed.find((one) => one.number === number && one.person === caller.actor.id);
        // Only the last event of a change has its id: after a reconnect between the two both come again.
        if (notice && mayRead(readerOf(notice, caller), origin)) stream.send('notice', { number });
        // Their lists showed it until now.
        const showed = left !== undefined && mayRead(caller, { ...origin, site: left });
        if (showed || mayRead(caller, origin)) stream.send('entry', { number, seq, kind }, position);
      });
      stream.position = Math.max(stream.position, changes.at(-1)!.position);
    }
  }

  private async beat(stream: LiveStream): Promise<void> {
    try {
      const caller = await this.callers.findAgain(stream.caller);
      if (!caller) return stream.end();
      const before = stream.caller.sites;
      stream.caller = caller;
      // What their lists show has changed.
      if (before.size !== caller.sites.size || [...before].some((site) => !caller.sites.has(site))) this.reset(stream);
    } catch {
      // With the database away nobody knows; nothing is told meanwhile.
    }
    stream.beat();
  }

  /** One round at a time: however often somebody signs out, the database is asked once more after it. */
  private beatAll(): void {
    if (this.roundWaits) return;
    this.roundWaits = true;
    this.round = this.roundAfter(this.round);
  }

  private async roundAfter(before: Promise<void>): Promise<void> {
    await before;
    this.roundWaits = false;
    await Promise.all([...this.streams].map((stream) => this.beat(stream)));
  }

  private watch(): void {
    if (this.streams.size > 0 && !this.closing) this.watching = this.watching.then(() => this.watchEngine());
  }

  private async watchEngine(): Promise<void> {
    if (this.closing) return;
    const [alive, workers] = await Promise.all([
      this.engine.alive(),
      attendingWorkers(this.ledger.source).catch(() => 0),
    ]);
    const late = !alive || workers === 0;
    if (late !== this.engineLate) for (const stream of this.streams) stream.send('engine', { late });
    this.engineLate = late;
  }
}

/** That a role is held by nobody is reported to people who may not read the case: it is in their inbox all the same. */
function readerOf({ unheldOnly, number: _number }: NoticedPerson, caller: Caller): Caller {
  return unheldOnly ? { ...caller, sites: new Set([...caller.sites, ...caller.organisationSites]) } : caller;
}
