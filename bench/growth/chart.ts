/** A curve: its points from left to right. */
export interface Curve {
  name: string;
  points: readonly (readonly [x: number, y: number])[];
}

const [width, height, left, right, top, bottom] = [640, 400, 64, 150, 40, 48];
const colours = ['#1f6fb4', '#d1495b', '#2e8b57', '#8e5ea2', '#c77d0a', '#0f8a8a', '#666666'];

/** Curves over axes of powers of ten, as an SVG that stands alone. `line`: a level that is drawn across, with its name. */
export function curveChart(
  title: string,
  [xName, yName]: readonly [string, string],
  curves: readonly Curve[],
  line?: { y: number; name: string },
): string {
  const points = curves.flatMap((curve) => curve.points);
  const [xs, ys] = [points.map(([x]) => x), [...points.map(([, y]) => y), ...(line ? [line.y] : [])]];
  const x = scale(xs, left, width - right);
  const y = scale(ys, height - bottom, top);
  const text = (at: [number, number], said: string, more = '') =>
    `<text x="${at[0].toFixed(1)}" y="${at[1].toFixed(1)}" ${more}>${escaped(said)}</text>`;
  const rule = (from: [number, number], to: [number, number], more: string) =>
    `<line x1="${from[0].toFixed(1)}" y1="${from[1].toFixed(1)}" x2="${to[0].toFixed(1)}" y2="${to[1].toFixed(1)}" ${more}/>`;
  const [axis, grid] = ['stroke="#333"', 'stroke="#ddd"'];
  const labels = apart(curves.map(({ points: own }) => y.at(own.at(-1)![1])));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" fill="#222">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    text([left, 22], title, 'font-size="15" font-weight="bold"'),
    ...x.ticks.flatMap((tick) => [
      rule([x.at(tick), top], [x.at(tick), height - bottom], grid),
      text([x.at(tick), height - bottom + 16], tick.toLocaleString('en'), 'text-anchor="middle"'),
    ]),
    ...y.ticks.flatMap((tick) => [
      rule([left, y.at(tick)], [width - right, y.at(tick)], grid),
      text([left - 6, y.at(tick) + 4], tick.toLocaleString('en'), 'text-anchor="end"'),
    ]),
    rule([left, height - bottom], [width - right, height - bottom], axis),
    rule([left, top], [left, height - bottom], axis),
    text([(left + width - right) / 2, height - 10], xName, 'text-anchor="middle"'),
    text([14, top - 6], yName),
    ...(line
      ? [
          rule([left, y.at(line.y)], [width - right, y.at(line.y)], 'stroke="#999" stroke-dasharray="4 3"'),
          text([left + 4, y.at(line.y) - 4], line.name, 'fill="#666"'),
        ]
      : []),
    ...curves.flatMap(({ name, points: own }, i) => {
      const colour = colours[i % colours.length]!;
      const path = own.map(([px, py]) => `${x.at(px).toFixed(1)},${y.at(py).toFixed(1)}`).join(' ');
      return [
        `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`,
        ...own.map(
          ([px, py]) => `<circle cx="${x.at(px).toFixed(1)}" cy="${y.at(py).toFixed(1)}" r="3" fill="${colour}"/>`,
        ),
        text([width - right + 8, labels[i]! + 4], name, `fill="${colour}"`),
      ];
    }),
    '</svg>\n',
  ].join('\n');
}

/** An axis of powers of ten that holds all values, with what is written on it. */
function scale(values: readonly number[], from: number, to: number): { at(value: number): number; ticks: number[] } {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  return {
    at: (value) => from + ((Math.log10(value) - low) / (high - low)) * (to - from),
    ticks: Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i)),
  };
}

/** The same heights moved down as far as names need room. */
function apart(heights: readonly number[]): number[] {
  const moved: number[] = [];
  let free = -Infinity;
  for (const i of [...heights.keys()].toSorted((a, b) => heights[a]! - heights[b]!)) {
    moved[i] = Math.max(heights[i]!, free);
    free = moved[i] + 15;
  }
  return moved;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
