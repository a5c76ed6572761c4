import { useId } from 'react';
import { serverNow } from '../api/server-time.js';
import { whenText } from '../clock/when.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { ticksOf, type OutageCourse } from './timeline-data.js';

const height = { acts: 26, band: 20, bars: 90, axis: 22 };
const barsAt = height.acts + height.band + 8;
const total = barsAt + height.bars + height.axis;

/** An outage from its planning to its end: what was done, when it was out, when calls came. `offsetMs`: of the place. */
export function CourseChart({ of, calls, offsetMs }: { of: OutageCourse; calls: number; offsetMs: number }) {
  const own = usePageWords('outages');
  const { language } = useWords();
  const hatch = useId();
  const nowMs = serverNow();
  const place = (ms: number) => (100 * (ms - of.fromMs)) / (of.untilMs - of.fromMs);
  const x = (ms: number) => `${place(ms)}%`;
  const wide = (span: { fromMs: number; untilMs: number }) =>
    `${Math.max(0.4, place(span.untilMs) - place(span.fromMs))}%`;
  const barWide = 100 / of.bars.length;
  const tick = (ms: number) => whenText(localIso(ms, offsetMs), language);
  return (
    <figure>
      <svg role="img" aria-label={own.chart(calls)} width="100%" height={total} className="overflow-visible text-xs">
        <defs>
          <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line x1="0" y1="0" x2="0" y2="6" stroke="currentColor" strokeWidth="2" />
          </pattern>
        </defs>
        {of.planned && (
          <rect
            x={x(of.planned.fromMs)}
            width={wide(of.planned)}
            y={height.acts}
            height={height.band}
            className="text-warn"
            fill={`url(#${hatch})`}
            stroke="currentColor"
          />
        )}
        {of.out && (
          <rect
            x={x(of.out.fromMs)}
            width={wide(of.out)}
            y={height.acts + 5}
            height={height.band - 10}
            className="fill-late"
          />
        )}
        {of.acts.map(({ seq, atMs }) => (
          <g key={seq} className="text-accent">
            <line
              x1={x(atMs)}
              x2={x(atMs)}
              y1={14}
              y2={height.acts + height.band}
              stroke="currentColor"
              strokeWidth="1.5"
            />
            <circle cx={x(atMs)} cy={9} r={5} className="fill-accent" stroke="none" />
          </g>
        ))}
        {of.bars.map(({ fromMs, count, dark }) => {
          const barHeight = of.most === 0 ? 0 : (height.bars * count) / of.most;
          const darkHeight = of.most === 0 ? 0 : (height.bars * dark) / of.most;
          const bottom = barsAt + height.bars;
          return count === 0 ? null : (
            <g key={fromMs}>
              <rect
                x={x(fromMs)}
                width={`${barWide * 0.8}%`}
                y={bottom - barHeight}
                height={barHeight}
                className="fill-accent opacity-70"
              />
              <rect
                x={x(fromMs)}
                width={`${barWide * 0.8}%`}
                y={bottom - darkHeight}
                height={darkHeight}
                className="fill-late"
              />
            </g>
          );
        })}
        {of.expectedMs !== undefined && (
          <line
            x1={x(of.expectedMs)}
            x2={x(of.expectedMs)}
            y1={height.acts - 4}
            y2={height.acts + height.band + 4}
            className="text-warn"
            stroke="currentColor"
            strokeWidth="2"
          />
        )}
        {nowMs > of.fromMs && nowMs < of.untilMs && (
          <line
            x1={x(nowMs)}
            x2={x(nowMs)}
            y1={height.acts - 4}
            y2={barsAt + height.bars}
            stroke="currentColor"
            strokeDasharray="3 3"
          />
        )}
        <line
          x1="0"
          x2="100%"
          y1={barsAt + height.bars}
          y2={barsAt + height.bars}
          className="text-edge"
          stroke="currentColor"
        />
        {ticksOf(of.fromMs, of.untilMs, offsetMs, 6).map((ms, i) => (
          <g key={ms} className={`text-muted ${i % 3 === 0 ? '' : 'max-md:hidden'}`}>
            <line x1={x(ms)} x2={x(ms)} y1={barsAt + height.bars} y2={barsAt + height.bars + 5} stroke="currentColor" />
            <text
              x={x(ms)}
              y={total - 2}
              fill="currentColor"
              textAnchor={place(ms) < 16 ? 'start' : place(ms) > 84 ? 'end' : 'middle'}
            >
              {tick(ms)}
            </text>
          </g>
        ))}
      </svg>
      <figcaption className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
        <Sign className="rounded-full bg-accent" name={own.legend.act} />
        {of.planned && <Sign className="hatched border border-warn" name={own.legend.planned} />}
        <Sign className="bg-late" name={own.legend.out} />
        {of.expectedMs !== undefined && <Sign className="w-0.5! bg-warn" name={own.expectedEnd} />}
        <Sign className="bg-accent opacity-70" name={`${own.legend.call} · ${own.perBar(of.most)}`} />
        <Sign className="border-l border-dashed border-current" name={own.legend.now} />
        {of.bars.some(({ dark }) => dark > 0) && <Sign className="bg-late" name={own.legend.dark} />}
      </figcaption>
    </figure>
  );
}

function Sign({ className, name }: { className: string; name: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span className={`size-3 ${className}`} aria-hidden="true" />
      {name}
    </span>
  );
}

/** An instant in the wall time of the place. */
function localIso(ms: number, offsetMs: number): string {
  const minutes = Math.abs(offsetMs) / 60_000;
  const two = (n: number) => String(n).padStart(2, '0');
  const offset = `${offsetMs < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  return new Date(ms + offsetMs).toISOString().replace('Z', offset);
}
