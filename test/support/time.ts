// Time of cases that a test moves by hand.
import type { TimeSource } from '../../ledger/time-source.js';

/** A length of time, for `TestTime.advance`. */
export interface Step {
  days?: number;
  hours?: number;
  minutes?: number;
  seconds?: number;
}

/** Case time that stands still until a test moves it. */
export interface TestTime extends TimeSource {
  readonly iso: string;
  set(iso: string): void;
  advance(step: Step): string;
}

/** `testTime('2026-11-23T01:00:00Z')`: a Monday, 09:00 in Shanghai. */
export function testTime(start: string): TestTime {
  let nowMs = Date.parse(start);
  return {
    get iso() {
      return new Date(nowMs).toISOString();
    },
    set: (iso) => void (nowMs = Date.parse(iso)),
    advance({ days = 0, hours = 0, minutes = 0, seconds = 0 }) {
      nowMs += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
      return new Date(nowMs).toISOString();
    },
    now: () => new Date(nowMs),
    speed: 0,
    toEngine: (at) => at,
    fromEngine: (at) => at,
  };
}
