import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

/** A line over months: null where there is no value. */
export interface Series {
  name: string;
  values: readonly (number | null)[];
  /** Which colour of the look it has, and how it is drawn: never told by colour alone. */
  color: 'accent' | 'ok' | 'late';
  line?: 'dashed' | 'dotted';
}

interface LinesProps {
  /** What the chart is, for whoever does not see it; the numbers themselves are in the table under it. */
  label: string;
  months: readonly string[];
  series: readonly Series[];
  textOf: (value: number) => string;
}

const height = 220;

/** Lines over months, drawn anew when the width, the colours of the system or the data change. */
export default function Lines({ label, months, series, textOf }: LinesProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const node = box.current;
    if (!node) return undefined;
    let chart: uPlot | undefined;
    const draw = () => {
      chart?.destroy();
      chart = new uPlot(options(node, { months, series, textOf }), dataOf(months, series), node);
    };
    draw();
    const resized = new ResizeObserver(() => chart?.setSize({ width: node.clientWidth, height }));
    resized.observe(node);
    const schemes = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) => matchMedia(query));
    for (const scheme of schemes) scheme.addEventListener('change', draw);
    const themed = new MutationObserver(draw);
    themed.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      resized.disconnect();
      themed.disconnect();
      for (const scheme of schemes) scheme.removeEventListener('change', draw);
      chart?.destroy();
    };
  }, [months, series, textOf]);
  return (
    <figure className="min-w-0">
      <div ref={box} role="img" aria-label={label} className="w-full min-w-0 overflow-hidden" />
      <figcaption className="flex flex-wrap justify-center gap-x-5 gap-y-1 pt-1 text-sm">
        {series.map(({ name, color, line }) => (
          <span key={name} className="flex items-center gap-1.5">
            <span
              aria-hidden="true"
              className={`inline-block w-7 border-t-3 ${lineClass[color]} ${line ? { dashed: 'border-dashed', dotted: 'border-dotted' }[line] : ''}`}
            />
            {name}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

const lineClass = { accent: 'border-accent', ok: 'border-ok', late: 'border-late' };

const dataOf = (months: readonly string[], series: readonly Series[]): uPlot.AlignedData => [
  months.map((_, index) => index),
  ...series.map(({ values }) => [...values]),
];

/** A colour of the look as the canvas takes it: the browser works out light or dark. */
function colorIn(node: HTMLElement, name: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(--color-${name})`;
  node.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

function options(
  node: HTMLElement,
  { months, series, textOf }: Pick<LinesProps, 'months' | 'series' | 'textOf'>,
): uPlot.Options {
  const [ink, line] = [colorIn(node, 'muted'), colorIn(node, 'line')];
  const { fontFamily } = getComputedStyle(document.body);
  const axis = { stroke: ink, font: `12px ${fontFamily}`, grid: { stroke: line, width: 1 }, ticks: { stroke: line } };
  const every = Math.ceil(months.length / Math.max(2, Math.floor(node.clientWidth / 60)));
  return {
    width: node.clientWidth,
    height,
    legend: { show: false },
    cursor: { drag: { x: false, y: false } },
    scales: { x: { time: false, range: [-0.2, Math.max(months.length - 0.8, 0.2)] }, y: { range: rangeOf } },
    axes: [
      {
        ...axis,
        splits: () => months.map((_, index) => index).filter((index) => index % every === 0),
        values: (_, splits) => splits.map((index) => months[index] ?? ''),
      },
      { ...axis, size: 52, values: (_, splits) => splits.map((value) => (value < 0 ? '' : textOf(value))) },
    ],
    series: [
      {},
      ...series.map(({ name, color, line: drawn }): uPlot.Series => ({
        label: name,
        stroke: colorIn(node, color),
        width: 2.5,
        ...(drawn ? { dash: { dashed: [8, 5], dotted: [2, 4] }[drawn] } : {}),
        points: { show: true, size: 7, fill: colorIn(node, color) },
      })),
    ],
  };
}

/** From nothing to a little above the highest: a line is never cut off below. */
function rangeOf(_: uPlot, _least: number | null, most: number | null): [number, number] {
  return [0, Math.max((most ?? 0) * 1.1, most !== null && most <= 1 && most > 0 ? most * 1.05 : 1)];
}
