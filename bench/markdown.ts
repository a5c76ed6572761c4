import type { Spread } from './statistics.js';

/** A median with least and greatest, where they are not the same. */
export function shown({ median, min, max }: Spread, digits: number): string {
  const text = (value: number) => value.toFixed(value >= 100 ? 0 : digits);
  return min === max ? text(median) : `${text(median)} (${text(min)}–${text(max)})`;
}

export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  return [headings, headings.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Values by name, each with one digit. */
export function numbers(values: Readonly<Record<string, number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${value.toFixed(1)}`)
    .join(', ');
}

/** Bytes as MB. */
export function megabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0);
}
