/** A place by its degrees. */
export interface Place {
  latitude: number;
  longitude: number;
}

/** The straight line between two places in metres; roads are longer. */
export function metresBetween(one: Place, other: Place): number {
  const rad = Math.PI / 180;
  const half = (from: number, to: number) => Math.sin(((to - from) * rad) / 2) ** 2;
  const across = Math.cos(one.latitude * rad) * Math.cos(other.latitude * rad);
  const part = half(one.latitude, other.latitude) + across * half(one.longitude, other.longitude);
  return Math.round(2 * 6_371_000 * Math.asin(Math.min(1, Math.sqrt(part))));
}

/**
 * The nearest first; those whose place nobody has entered after them, and what lies at the same place in the order in which
 * it came, that of the clocks.
 */
export function byDistance<T extends { point: Place | null }>(orders: readonly T[], from: Place): T[] {
  const far = ({ point }: T) => (point ? metresBetween(from, point) : Infinity);
  return orders
    .map((order, index) => ({ order, index, metres: far(order) }))
    .sort((one, other) => one.metres - other.metres || one.index - other.index)
    .map(({ order }) => order);
}
