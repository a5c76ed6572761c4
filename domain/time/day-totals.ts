import { firstDayOf, weekdayOf, yearOf } from './dates.js';

/** What a calendar offers before a day, counted from a day long past: open milliseconds, and working days. */
export interface DayTotal {
  openMs: number;
  worked: number;
}

interface PlannedDay {
  openMs: number;
}

/** The year as it begins and the weekdays fit together again after 400 years. */
const CYCLE_YEARS = 400;

/**
 * What there is before any day, as a sum of whole cycles of 400 years, of whole years and of days; exceptions by
 * bisection. What is long ago or far ahead costs what tomorrow costs.
 */
export class DayTotals {
  readonly #ordinaryPlanOf: (day: number) => PlannedDay;
  readonly #exceptions: ReadonlyMap<number, PlannedDay>;
  /** There are 14 years: by the weekday of 1 January, leap or not. */
  readonly #years: { openMs: Float64Array; worked: Uint16Array }[] = [];
  #cycle: { openMs: Float64Array; worked: Float64Array } | undefined;
  #changes: (DayTotal & { day: number })[] | undefined;

  constructor(ordinaryPlanOf: (day: number) => PlannedDay, exceptions: ReadonlyMap<number, PlannedDay>) {
    this.#ordinaryPlanOf = ordinaryPlanOf;
    this.#exceptions = exceptions;
  }

  before(day: number): DayTotal {
    const year = yearOf(day);
    const cycles = Math.floor(year / CYCLE_YEARS);
    const { openMs, worked } = (this.#cycle ??= this.#sumCycle());
    const inCycle = year - cycles * CYCLE_YEARS;
    const own = this.#year(year);
    const at = day - firstDayOf(year);
    const changes = this.#changesInOrder();
    const changed = changes[this.#exceptionsBefore(day) - 1];
    return {
      openMs: cycles * openMs[CYCLE_YEARS]! + openMs[inCycle]! + own.openMs[at]! + (changed?.openMs ?? 0),
      worked: cycles * worked[CYCLE_YEARS]! + worked[inCycle]! + own.worked[at]! + (changed?.worked ?? 0),
    };
  }

  /** The first exception after a day; Infinity if there is none. */
  nextException(day: number): number {
    return this.#changesInOrder()[this.#exceptionsBefore(day + 1)]?.day ?? Infinity;
  }

  #exceptionsBefore(day: number): number {
    const changes = this.#changesInOrder();
    let low = 0;
    for (let high = changes.length; low < high;) {
      const middle = (low + high) >> 1;
      if (changes[middle]!.day < day) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** What each exception adds to the ordinary days, together with all before it. */
  #changesInOrder(): (DayTotal & { day: number })[] {
    if (this.#changes) return this.#changes;
    let [openMs, worked] = [0, 0];
    return (this.#changes = [...this.#exceptions]
      .sort(([a], [b]) => a - b)
      .map(([day, plan]) => {
        const ordinary = this.#ordinaryPlanOf(day);
        openMs += plan.openMs - ordinary.openMs;
        worked += Number(plan.openMs > 0) - Number(ordinary.openMs > 0);
        return { day, openMs, worked };
      }));
  }

  #sumCycle() {
    const [openMs, worked] = [new Float64Array(CYCLE_YEARS + 1), new Float64Array(CYCLE_YEARS + 1)];
    for (let i = 0; i < CYCLE_YEARS; i++) {
      const year = this.#year(i);
      openMs[i + 1] = openMs[i]! + year.openMs.at(-1)!;
      worked[i + 1] = worked[i]! + year.worked.at(-1)!;
    }
    return { openMs, worked };
  }

  #year(number: number): { openMs: Float64Array; worked: Uint16Array } {
    const firstDay = firstDayOf(number);
    const length = firstDayOf(number + 1) - firstDay;
    const type = weekdayOf(firstDay) * 2 + length - 365;
    const known = this.#years[type];
    if (known) return known;
    const year = { openMs: new Float64Array(length + 1), worked: new Uint16Array(length + 1) };
    for (let i = 0; i < length; i++) {
      const { openMs } = this.#ordinaryPlanOf(firstDay + i);
      year.openMs[i + 1] = year.openMs[i]! + openMs;
      year.worked[i + 1] = year.worked[i]! + Number(openMs > 0);
    }
    return (this.#years[type] = year);
  }
}
