import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { changesOf, liveChannel, type LiveChange } from './live-change.js';
import { wakeChannel, type WakeTopic } from './wake.js';

/** Whoever hears of the commits of every process. */
export interface LiveAudience {
  heard(changes: LiveChange[]): void;
  /** Something else was changed. */
  woken(topic: WakeTopic): void;
  /** Some of either was not heard. */
  missed(): void;
  /** The connection was lost (true), or is there again. */
  away(away: boolean): void;
}

const firstPauseMs = 200;
const longestPauseMs = 5_000;
/** How often the connection is tried: a host that is gone says nothing. */
const probeMs = 15_000;
const answerMs = 5_000;

/**
 * Hears of the commits of every process on a connection of its own, which it opens anew, later and later, as long as the
 * database is away. After that something may have been missed.
 */
export class ChangeListener {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly source: DataSource,
    private readonly audience: LiveAudience,
  ) {}

  /** Returns at once. */
  start(): void {
    this.running = this.run();
  }

  /** Returns when the connection is closed. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    let lost = false;
    for (let pauseMs = firstPauseMs; !signal.aborted; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      const client = this.newClient();
      const ended = new AbortController();
      const end = () => ended.abort();
      client.on('error', end).on('end', end);
      client.on('notification', ({ channel, payload = '' }) => this.hear(channel, payload));
      try {
        await client.connect();
        await client.query(`LISTEN ${liveChannel}; LISTEN ${wakeChannel}`);
        pauseMs = firstPauseMs;
        if (lost) {
          this.audience.away(false);
          this.audience.missed();
        }
        lost = false;
        await stay(client, AbortSignal.any([signal, ended.signal]));
      } catch {
        // Tried again below.
      }
      await client.end().catch(() => undefined);
      if (signal.aborted) return;
      if (!lost) this.audience.away(true);
      lost = true;
      // Not all processes at the same time.
      await pause(pauseMs * (0.5 + Math.random()), undefined, { signal }).catch(() => undefined);
    }
  }

  private hear(channel: string, payload: string): void {
    if (channel === wakeChannel) return this.audience.woken(payload as WakeTopic);
    const changes = changesOf(payload);
    return changes === 'reset' ? this.audience.missed() : this.audience.heard(changes);
  }

  private newClient(): Client {
    const { url } = this.source.options as { url?: string };
    return new Client({
      ...(url === undefined ? {} : { connectionString: url }),
      application_name: 'banjie-live',
      connectionTimeoutMillis: answerMs,
      query_timeout: answerMs,
      keepAlive: true,
    });
  }
}

/** Until the connection ends or no longer answers. */
async function stay(client: Client, until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    await pause(probeMs, undefined, { signal: until }).catch(() => undefined);
    if (!until.aborted) await client.query('SELECT 1');
  }
}
