import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
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

/**
 * Where an error came from, without its message: the frames of its stack, by the lines of the sources.
 *
 * Node.js does so too (`--enable-source-maps`), but keeps the maps of all modules in memory for it: 17 MB in the API.
 */
export function framesOf(error: Error): string[] {
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  return frames.map((frame) => frame.replace(placeInBuilt, inSource));
}

/** Our own modules alone: packages are read as they run. */
const placeInBuilt = /(file:\/\/(?!\S*\/node_modules\/)\S+\.js):(\d+):(\d+)/;
const knownPlaces = new Map<string, string>();

function inSource(place: string, module: string, line: string, column: string): string {
  const known = knownPlaces.get(place);
  if (known !== undefined) return known;
  if (knownPlaces.size >= rememberedMost) knownPlaces.clear();
  const found = placeInSource(fileURLToPath(module), Number(line), Number(column)) ?? place;
  knownPlaces.set(place, found);
  return found;
}

function placeInSource(path: string, line: number, column: number): string | undefined {
  try {
    const map = new SourceMap(JSON.parse(readFileSync(`${path}.map`, 'utf8')));
    const origin = map.findOrigin(line, column);
    return 'fileName' in origin
      ? `${resolve(dirname(path), origin.fileName)}:${origin.lineNumber}:${origin.columnNumber}`
      : undefined;
  } catch {
    return undefined;
  }
}
