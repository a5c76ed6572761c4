/** So many answers are kept of one question; then it begins afresh, or is watched no longer where few were used. */
const mostAnswers = 256;
/** Longer texts are of one case alone, and so is a time. */
const longestText = 64;
const instant = /^\d{4}-\d\d-\d\dT/;

/** What is read of an argument: the names that lead there. */
type Path = readonly string[];
/** What is read next, and where it leads by what stands there; at the end the answer, or that none is kept. */
type Step<T> = { path: Path; next: Map<unknown, Step<T>> } | { answer: T } | 'anew';

/**
 * The same function, whose answers are kept by what it read of its argument: where that stands as it stood, so does the
 * answer. Kept are only answers that rest on yes and no, numbers, and short texts that are no times; one that looked into
 * a list, at a time or at all of an object is worked out each time. `work` must be pure, and its answer name nothing of
 * the argument but such values. `settled`: what stands the same in every argument (`state.status`).
 */
export function rememberedByReads<A extends object, T>(
  work: (argument: A) => T,
  settled: ReadonlySet<string> = new Set(),
): (argument: A) => T {
  let first: Step<T> | undefined;
  let [kept, used] = [0, 0];
  let worthwhile = true;

  return (argument) => {
    let step = worthwhile ? first : 'anew';
    while (step !== undefined && step !== 'anew' && 'path' in step)
      step = step.next.get(keyOf(valueAt(argument, step.path)));
    if (step === undefined) return watch(argument);
    used += 1;
    return step === 'anew' ? work(argument) : step.answer;
  };

  function watch(argument: A): T {
    const reads = new Reads(settled);
    const answer = work(reads.of(argument, []));
    if (kept === mostAnswers) {
      worthwhile = used > kept;
      [first, kept, used] = [undefined, 0, 0];
    }
    kept += 1;
    const end = reads.tooMuch ? 'anew' : { answer };
    const [path, ...others] = reads.paths;
    if (path === undefined) first = end;
    else first = grown(first, argument, path, others, end);
    return answer;
  }

  /** The steps with those that lead to a new end: known ones are the same, as what is read follows from what was. */
  function grown(known: Step<T> | undefined, argument: A, path: Path, others: Path[], end: Step<T>): Step<T> {
    const step =
      known !== undefined && known !== 'anew' && 'path' in known ? known : { path, next: new Map<unknown, Step<T>>() };
    const key = keyOf(valueAt(argument, path));
    const [next, ...rest] = others;
    step.next.set(key, next === undefined ? end : grown(step.next.get(key), argument, next, rest, end));
    return step;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function valueAt(argument: unknown, path: Path): unknown {
  let value = argument;
  for (const name of path) value = (value as Record<string, unknown>)[name];
  return value;
}

const [anObject, anEmptyList] = [Symbol('an object'), Symbol('an empty list')];
/** Of one case alone: no answer that looked at it is kept. */
const ofOneCase = Symbol('a time, a longer text or what is in a list');

/** By what a value is known: of an object that it is there, of a list that nothing is in it. */
function keyOf(value: unknown): unknown {
  if (typeof value === 'string') return value.length > longestText || instant.test(value) ? ofOneCase : value;
  if (!isObject(value)) return value;
  if (!Array.isArray(value)) return anObject;
  return value.length === 0 ? anEmptyList : ofOneCase;
}

/** What is read of an argument while an answer is worked out. */
class Reads {
  readonly paths: Path[] = [];
  /** Whether something was read that no answer is kept by. */
  tooMuch = false;
  private readonly seen = new Map<string, unknown>();

  constructor(private readonly settled: ReadonlySet<string>) {}

  /** The object, watched. It is not the target of the proxy, which could then hand out no watched part of what is frozen. */
  of<O extends object>(object: O, path: Path): O {
    const all = (): O => {
      this.tooMuch = true;
      return object;
    };
    return new Proxy({} as O, {
      get: (_, name) => {
        const value = Reflect.get(object, name) as unknown;
        return typeof name === 'string' ? this.read(value, [...path, name]) : value;
      },
      has: (_, name) => Reflect.has(all(), name),
      ownKeys: () => Reflect.ownKeys(all()),
      getOwnPropertyDescriptor: (_, name) => {
        const found = Reflect.getOwnPropertyDescriptor(all(), name);
        return found && { ...found, configurable: true };
      },
    });
  }

  private read(value: unknown, path: Path): unknown {
    const name = path.join('.');
    if (this.seen.has(name)) return this.seen.get(name);
    // What is read after too much was does not matter any more.
    if (!this.settled.has(name) && !this.tooMuch) {
      this.paths.push(path);
      this.tooMuch = keyOf(value) === ofOneCase;
    }
    const given = isObject(value) && !Array.isArray(value) ? this.of(value, path) : value;
    this.seen.set(name, given);
    return given;
  }
}
