/** What this browser remembers of somebody's tour: what the desk was like when it began, what was done, whether it is over. */
export interface TourMemory {
  /** What each step looked at, as it was when the tour began. */
  before: Record<string, string>;
  done: readonly string[];
  off: boolean;
}

const storedAs = (person: string): string => `tour ${person}`;
const nothing: TourMemory = { before: {}, done: [], off: false };

export function readTour(person: string): TourMemory {
  try {
    return { ...nothing, ...(JSON.parse(localStorage.getItem(storedAs(person)) ?? '{}') as Partial<TourMemory>) };
  } catch {
    return nothing;
  }
}

export function keepTour(person: string, memory: TourMemory): void {
  localStorage.setItem(storedAs(person), JSON.stringify(memory));
}
