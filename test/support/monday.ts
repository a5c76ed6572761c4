// When a played case begins, and moments after that.

/** A Monday, 09:00 in Shanghai. */
export const monday = '2026-11-23T01:00:00.000Z';

export const later = (iso: string, minutes: number): string =>
  new Date(Date.parse(iso) + minutes * 60_000).toISOString();
