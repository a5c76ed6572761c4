import { pino, stdTimeFunctions, type DestinationStream, type Logger, type LoggerOptions } from 'pino';

const quietMs = 60_000;
/** pino's numbers of warn and error. A fatal line is written whatever was written before. */
const [warnLevel, errorLevel] = [40, 50];
const rememberedMost = 500;

interface LogSettings {
  level: string;
  /** Whether warnings and errors that say the same again are written once a minute, with how often they came. */
  quiet?: boolean;
  /** Where the lines go; standard output unless it is named. */
  to?: DestinationStream;
}

/** The log of a program: JSON, a line each, `time` in ISO 8601 (UTC). */
export function createLog(name: string, { level, quiet = false, to }: LogSettings): Logger {
  const repeats = new Repeats();
  const options: LoggerOptions = {
    name,
    level,
    timestamp: stdTimeFunctions.isoTime,
    hooks: {
      logMethod(args, method, lineLevel) {
        if (!quiet || (lineLevel !== warnLevel && lineLevel !== errorLevel)) return method.apply(this, args);
        const repeated = repeats.before(sameness(args), Date.now());
        if (repeated === undefined) return;
        const [first, ...rest] = args as unknown[];
        const given =
          repeated === 0 ? args : isObject(first) ? [{ ...first, repeated }, ...rest] : [{ repeated }, ...args];
        method.apply(this, given as typeof args);
      },
    },
  };
  return to ? pino(options, to) : pino(options);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** When each line was last written, and how often it came since. */
class Repeats {
  private readonly known = new Map<string, { writtenAt: number; since: number }>();

  /** How often it came since it was last written; undefined where that is less than a minute ago: it is not written. */
  before(line: string, now: number): number | undefined {
    const last = this.known.get(line);
    if (last && now - last.writtenAt < quietMs) {
      last.since += 1;
      return undefined;
    }
    if (this.known.size >= rememberedMost) this.known.clear();
    this.known.set(line, { writtenAt: now, since: 0 });
    return last?.since ?? 0;
  }
}

/** What two lines that say the same have in common: all but the numbers counted in them. */
function sameness(args: unknown[]): string {
  return JSON.stringify(args, (_, value: unknown) => (typeof value === 'number' ? 0 : value)).replace(
    /(?<=[ (])\d+/g,
    '0',
  );
}
