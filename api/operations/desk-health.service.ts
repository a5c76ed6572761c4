import { Inject, Injectable } from '@nestjs/common';
import { codeVersion } from '../../config.js';
import { FileStore } from '../../ledger/files/file-store.js';
import { Ledger } from '../../ledger/ledger.js';
import { deskNumbers, latenessOfMoments, type DeskNumbers, type Lateness } from '../../ledger/read/desk-health.js';
import { attendingWorkers } from '../../ledger/worker-heartbeats.js';
import { Engine } from '../../temporal/engine.js';
import { localTime } from '../cases/clock-json.js';
import type { Caller } from '../permission/caller.js';
import { requireRight } from '../permission/rights.js';
import type { DeskHealthJson, HealthPart, HealthPartJson, HealthState } from './health.dto.js';

const untoldMs = { late: 30_000, down: 300_000 };
/** The worker enters without the engine what is later than 15 s. */
const momentLateMs = 60_000;
const unsentMs = 600_000;
const headMs = 26 * 3_600_000;

/** How the desk is, for those who operate it: the same looks as `npm run doctor`, at their own sites. */
@Injectable()
export class DeskHealthService {
  /** Since when this process has found a part missing that leaves no trace of its own. */
  private readonly missingSince = new Map<HealthPart, string>();

  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Engine) private readonly engine: Engine,
    @Inject(FileStore) private readonly files: FileStore,
  ) {}

  async read(who: Caller): Promise<DeskHealthJson> {
    const rulebooks = this.ledger.rulebooks.all();
    const asked = requireRight('see-alarms', who, rulebooks);
    const sites = asked === 'all' ? null : asked;
    const { source, time } = this.ledger;
    const [{ at }] = await source.query(`SELECT clock_timestamp() AS at`);
    const now = (await time.now(at)).toISOString();
    // A demo runs faster than life.
    const pace = Math.max(1, time.speed);
    const lateMs = { lateMs: momentLateMs * pace, unsentMs: unsentMs * pace };
    const [engine, files, workers, numbers, lateness] = await Promise.all([
      this.engine.alive(),
      this.files.writable(),
      attendingWorkers(source),
      deskNumbers(source, { sites, now, ...lateMs }),
      time.speed === 1 ? latenessOfMoments(source, sites) : null,
    ]);
    const local = localTime(rulebooks[0]?.timeZone ?? 'UTC');
    const parts = [
      this.seen('engine', engine, at),
      this.seen('files', files, at),
      ...partsOf(numbers, { workers, nowMs: at.getTime() }),
    ];
    return {
      at: local(at.toISOString()),
      version: codeVersion,
      parts: parts.map((part) => ({ ...part, since: local(part.since) })),
      lateness: lateness && rounded(lateness),
      headAt: local(numbers.head?.at ?? null),
      headExportedAt: local(numbers.head?.exported ?? null),
      backupAt: local(numbers.backup),
      databaseBytes: numbers.databaseBytes,
    };
  }

  private seen(part: HealthPart, isThere: boolean, at: Date): HealthPartJson {
    if (isThere) this.missingSince.delete(part);
    else if (!this.missingSince.has(part)) this.missingSince.set(part, at.toISOString());
    return health(part, isThere ? 'fine' : 'down', { since: this.missingSince.get(part) ?? null });
  }
}

function health(
  part: HealthPart,
  state: HealthState,
  { since = null, count = null, failed = null }: Partial<Pick<HealthPartJson, 'since' | 'count' | 'failed'>> = {},
): HealthPartJson {
  return { part, state, since, count, failed };
}

/** What the numbers of the database come to. */
export function partsOf(
  { lastBeat, outbox, moments, waiting, failed, head }: DeskNumbers,
  { workers, nowMs }: { workers: number; nowMs: number },
): HealthPartJson[] {
  const ageMs = (at: string | null | undefined) => (at ? nowMs - Date.parse(at) : 0);
  const untold = ageMs(outbox.since);
  const outboxState = untold >= untoldMs.down ? 'down' : untold >= untoldMs.late ? 'late' : 'fine';
  const headIsOld = !head || ageMs(head.at) > headMs || head.exported === null;
  return [
    // Whoever counts them has found it.
    health('database', 'fine'),
    health('worker', workers > 0 ? 'fine' : 'down', { count: workers, since: workers > 0 ? null : lastBeat }),
    health('outbox', outboxState, outbox),
    health('moments', moments.count > 0 ? 'down' : 'fine', moments),
    health('deliveries', waiting.count + failed.count > 0 ? 'late' : 'fine', {
      count: waiting.count,
      failed: failed.count,
      since: [waiting.since, failed.since].filter((at) => at !== null).toSorted()[0] ?? null,
    }),
    health('heads', headIsOld ? 'late' : 'fine', { since: head?.at ?? null }),
  ];
}

function rounded({ moments, medianMs, worstMs }: Lateness): Lateness {
  const whole = (ms: number | null) => (ms === null ? ms : Math.round(ms));
  return { moments, medianMs: whole(medianMs), worstMs: whole(worstMs) };
}
