import { DateTime, FixedOffsetZone, IANAZone, type Zone as LuxonZone } from 'luxon';
import type { Language, Text } from '../text.js';
import { zoneNames } from './zone-names.js';

/**
 * Local time in a zone, by arithmetic on cached offset changes: asking Intl for one offset costs some 6 µs, a year of
 * open hours needs hundreds. A *wall* time is local time written as milliseconds since 1970-01-01T00:00 local; a *day*
 * is a local date as the number of days since 1970-01-01.
 */
export const DAY_MS = 86_400_000;
export const UNIT_MS = { minutes: 60_000, 'open-minutes': 60_000, hours: 3_600_000, 'open-hours': 3_600_000 } as const;

/**
 * An unbroken stretch of one UTC offset: from `fromMs` up to but not including `toMs`; the next may have the same
 * offset.
 */
export interface OffsetPeriod {
  fromMs: number;
  toMs: number;
  offsetMs: number;
}

const CHUNK_MS = 364 * DAY_MS;
/** No zone since 1970 changed its offset twice within 6 days (America/Recife in October 2000 comes nearest). */
const SAMPLE_MS = 4 * DAY_MS;
/** More than any zone was ever away from UTC, the local mean times of the 19th century included. */
const FAR_MS = 18 * 3_600_000;

/** The part of time, some 52 weeks, whose changes of offset are found together. */
export function chunkOf(atMs: number): number {
  return Math.floor(atMs / CHUNK_MS);
}

export function chunkStart(chunk: number): number {
  return chunk * CHUNK_MS;
}

export class Zone {
  readonly #chunks = new Map<number, OffsetPeriod[]>();
  readonly #rules: LuxonZone;

  constructor(readonly name: string) {
    this.#rules = FIXED_OFFSET.test(name) ? FixedOffsetZone.parseSpecifier(`UTC${name}`) : IANAZone.create(name);
    if (!this.#rules.isValid) throw new RangeError(`'${name}' is not a time zone`);
  }

  /** The stretch an instant lies in; its end is the next change of offset or earlier. */
  offsetPeriodAt(atMs: number): OffsetPeriod {
    const index = chunkOf(atMs);
    let chunk = this.#chunks.get(index);
    if (!chunk) this.#chunks.set(index, (chunk = this.#survey(chunkStart(index))));
    const found = chunk.find((stretch) => atMs < stretch.toMs);
    if (!found) throw new RangeError(`${atMs} is not an instant`);
    return found;
  }

  wallAt(atMs: number): number {
    return atMs + this.offsetPeriodAt(atMs).offsetMs;
  }

  /** The local date an instant falls on, as a day number. */
  dayAt(atMs: number): number {
    return Math.floor(this.wallAt(atMs) / DAY_MS);
  }

  /**
   * The instant of a wall time: the first of two where the clocks go back, moved on by the gap where they skip it
   * (X-2).
   */
  instantOf(wallMs: number): number {
    let stretch = this.offsetPeriodAt(wallMs - FAR_MS);
    for (;;) {
      const atMs = wallMs - stretch.offsetMs;
      if (atMs < stretch.toMs) return atMs;
      const next = this.offsetPeriodAt(stretch.toMs);
      if (wallMs - next.offsetMs < next.fromMs) return atMs; // skipped: the old offset reads it moved on by the gap
      stretch = next;
    }
  }

  /**
   * The first instant, not before `notBeforeMs`, at which the local date is `day` or later: midnight, or the moment the
   * clocks jump over it.
   */
  firstInstantOf(day: number, notBeforeMs = -Infinity): number {
    let atMs = Math.max(notBeforeMs, day * DAY_MS - FAR_MS);
    for (;;) {
      const stretch = this.offsetPeriodAt(atMs);
      const midnightMs = day * DAY_MS - stretch.offsetMs;
      if (midnightMs < stretch.toMs) return Math.max(midnightMs, atMs);
      atMs = stretch.toMs;
    }
  }

  #offsetAt(atMs: number): number {
    return Math.round(this.#rules.offset(atMs) * 60) * 1000; // luxon gives minutes, with a fraction for local mean times
  }

  #survey(startMs: number): OffsetPeriod[] {
    const endMs = startMs + CHUNK_MS;
    const stretches: OffsetPeriod[] = [];
    let fromMs = startMs;
    let offsetMs = this.#offsetAt(startMs);
    for (let sampleMs = startMs; sampleMs < endMs;) {
      const nextMs = Math.min(sampleMs + SAMPLE_MS, endMs - 1000);
      if (this.#offsetAt(nextMs) !== offsetMs) {
        let before = sampleMs / 1000; // changes fall on whole seconds
        let after = nextMs / 1000;
        while (after - before > 1) {
          const middle = Math.floor((before + after) / 2);
          if (this.#offsetAt(middle * 1000) === offsetMs) before = middle;
          else after = middle;
        }
        stretches.push({ fromMs, toMs: after * 1000, offsetMs });
        fromMs = after * 1000;
        offsetMs = this.#offsetAt(fromMs);
      }
      sampleMs = nextMs === endMs - 1000 ? endMs : nextMs;
    }
    stretches.push({ fromMs, toMs: endMs, offsetMs });
    return stretches;
  }
}

const zones = new Map<string, Zone>();

/**
 * The zone of an IANA name, with its offset changes as found so far. What versions of before 0.5.0 may name is read
 * too (`readableZone`). RangeError if there is none of that name.
 */
export function zoneOf(name: string): Zone {
  // Names are known in any case: one zone for all spellings, or whoever writes them could fill the memory.
  const key = name.toLowerCase();
  let zone = zones.get(key);
  if (!zone) zones.set(key, (zone = new Zone(readableZone(name) ?? name)));
  return zone;
}

/**
 * Whether somebody may name a zone so: a name of the tz database, spelt exactly. Only such a name means the same to
 * Node.js, PostgreSQL and Temporal: `+08:00` has the other sign in PostgreSQL, `CST` is no zone to Temporal.
 */
export function isZone(name: unknown): name is string {
  return typeof name === 'string' && zoneNames.has(name) && IANAZone.isValidZone(name);
}

/** What is wrong with the name of a zone, with the right spelling where it is only spelt otherwise. */
export function zoneFault(name: unknown): Text | undefined {
  if (isZone(name)) return undefined;
  const shown = String(name).slice(0, 40);
  const meant = spelling(shown) ?? 'Asia/Shanghai';
  return {
    'zh-CN': `“${shown}”不是时区：须为时区数据库（tz）中的名称，拼写和大小写一致，如 ${meant}`,
    en: `'${shown}' is not a time zone: it must be a name of the tz database, spelt exactly, such as ${meant}`,
  };
}

/**
 * The name of the tz database for a zone that the checks of before 0.5.0 let pass, with the times it had then:
 * another spelling, an offset in whole hours, an alias of Intl. Undefined where there is none.
 */
export function readableZone(name: string): string | undefined {
  const known = spelling(name);
  if (known) return known;
  if (FIXED_OFFSET.test(name)) {
    const hours = Number(name.slice(0, 3));
    const fixed = hours === 0 ? 'UTC' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`; // POSIX counts westwards
    return name.endsWith(':00') && zoneNames.has(fixed) ? fixed : undefined;
  }
  if (!IANAZone.isValidZone(name)) return undefined;
  return spelling(new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone);
}

const FIXED_OFFSET = /^[+-]\d\d:\d\d$/;
let spellings: ReadonlyMap<string, string> | undefined;

/** A name of the tz database as it is spelt there. */
function spelling(name: string): string | undefined {
  if (zoneNames.has(name)) return name;
  spellings ??= new Map([...zoneNames].map((known) => [known.toLowerCase(), known]));
  return spellings.get(name.toLowerCase());
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/**
 * The instant of an ISO 8601 text with `Z` or an offset, to the millisecond; undefined for anything else: without an
 * offset the answer would depend on the machine, and Date.parse reads 30 February as 2 March.
 */
export function parseInstant(text: string): number | undefined {
  if (!INSTANT.test(text)) return undefined;
  const day = Number(text.slice(8, 10));
  if (day > 28 && new Date(`${text.slice(0, 10)}T00:00Z`).getUTCDate() !== day) return undefined;
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? undefined : atMs;
}

/** An instant (milliseconds, or ISO 8601 with offset) as local time with offset: `2026-11-23T10:30:00+08:00`. */
export function inZone(at: number | string, timeZone: string): string {
  const atMs = typeof at === 'number' ? at : parseInstant(at);
  if (atMs === undefined) throw new RangeError(`'${at}' is not an ISO 8601 instant with an offset`);
  // Offsets are written in whole minutes: round a local mean time so that the text still names the same instant.
  const minutes = Math.round(zoneOf(timeZone).offsetPeriodAt(atMs).offsetMs / 60_000);
  return DateTime.fromMillis(atMs, { zone: FixedOffsetZone.instance(minutes) }).toISO({ suppressMilliseconds: true })!;
}

/** An instant as a sentence says it, in the time of the zone: `2027年2月16日 17:30`, `16 Feb 2027, 17:30`. */
export function readableTime(at: string, timeZone: string, language: Language): string {
  const local = DateTime.fromISO(at, { zone: timeZone });
  return language === 'en'
    ? local.toFormat('d LLL yyyy, HH:mm', { locale: 'en-GB' })
    : local.toFormat('yyyy年M月d日 HH:mm');
}

/** The same in both languages, for a sentence that is kept in both. */
export function readableTimes(at: string, timeZone: string): Text {
  return { en: readableTime(at, timeZone, 'en'), 'zh-CN': readableTime(at, timeZone, 'zh-CN') };
}
