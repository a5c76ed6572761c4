/** The one clock: the database's, unless a test or a demo puts another in its place. */
export interface TimeSource {
  /** The case's time at which the database's clock shows `databaseNow`. */
  now(databaseNow: Date): Date | Promise<Date>;
  /** How many times as fast as the database's it runs: what counts down on a screen must know. */
  readonly speed: number;
  /** The engine's time for a time of the case (both UTC ISO). */
  toEngine(at: string): string;
  /** The case's time for a time of the engine (both UTC ISO). */
  fromEngine(at: string): string;
}

export const databaseTime: TimeSource = {
  now: (databaseNow) => databaseNow,
  speed: 1,
  toEngine: (at) => at,
  fromEngine: (at) => at,
};

/**
 * Case time for demos: runs `speed` times as fast from the two instants on. `setting` is SPEED@REAL@CASE with ISO
 * instants; empty means the database's own time. Throws with a sentence when it cannot be read.
 */
export function timeSourceOf(setting: string): TimeSource {
  if (!setting) return databaseTime;
  const [speed, real, start] = setting.split('@');
  const factor = Number(speed);
  const realMs = Date.parse(real ?? '');
  const startMs = Date.parse(start ?? '');
  if (!(factor > 0) || Number.isNaN(realMs) || Number.isNaN(startMs))
    throw new Error(`CLOCK must read SPEED@REAL@CASE with ISO times: it is '${setting}'.`);
  return {
    speed: factor,
    now: (databaseNow) => new Date(Math.round(startMs + (databaseNow.getTime() - realMs) * factor)),
    toEngine: (at) => new Date(Math.ceil(realMs + (Date.parse(at) - startMs) / factor)).toISOString(),
    fromEngine: (at) => new Date(Math.round(startMs + (Date.parse(at) - realMs) * factor)).toISOString(),
  };
}
