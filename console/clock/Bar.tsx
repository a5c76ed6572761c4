import { serverNow } from '../api/server-time.js';
import type { Json } from '../api/client.js';
import { useTicking } from './ticker.js';

type Step = Pick<Json<'StepJson'>, 'from' | 'to' | 'counted'>;

/** A length of time in which nothing counts: nights, weekends, pauses. */
const isClosed = ({ counted }: Step): boolean => counted.startsWith('0 ');

/**
 * A deadline as a bar from its start to its end: what has passed, when somebody is warned, where it was due first, what
 * does not count (hatched), and whether it was met or is late.
 */
export function ClockBar({ clock, steps = [] }: { clock: Json<'ClockJson'>; steps?: readonly Step[] }) {
  const [start, due, original] = [clock.startedAt, clock.due, clock.originalDue].map((at) => Date.parse(at)) as [
    number,
    number,
    number,
  ];
  const endedAt = clock.metAt ?? clock.stoppedAt;
  const ended = endedAt === null ? undefined : Date.parse(endedAt);
  const breached = clock.breachedAt !== null;
  // A late one goes on growing beyond its due time; once a minute is enough to see that.
  const now = useTicking((at) => Math.floor((ended ?? at) / 60_000) * 60_000) || serverNow();
  const end = Math.max(due, original, breached ? (ended ?? now) : 0);
  const place = (at: number) => `${(100 * (Math.min(Math.max(at, start), end) - start)) / Math.max(1, end - start)}%`;
  const width = (from: number, to: number) =>
    `${(100 * (Math.min(to, end) - Math.max(from, start))) / Math.max(1, end - start)}%`;
  const filled = Math.min(ended ?? now, due);
  const tone = clock.metAt && !breached ? 'bg-ok' : breached ? 'bg-late' : 'bg-accent';
  return (
    <div className="relative h-3.5 w-full overflow-hidden rounded-full bg-raised" aria-hidden="true">
      <div className={`absolute inset-y-0 left-0 opacity-70 ${tone}`} style={{ width: width(start, filled) }} />
      {breached && (
        <div
          className="absolute inset-y-0 bg-late"
          style={{ left: place(due), width: width(due, Math.max(due, ended ?? now)) }}
        />
      )}
      {steps.filter(isClosed).map(({ from, to }) => (
        <div
          key={from}
          className="hatched absolute inset-y-0"
          style={{ left: place(Date.parse(from)), width: width(Date.parse(from), Date.parse(to)) }}
        />
      ))}
      {clock.warnAt && <Mark at={place(Date.parse(clock.warnAt))} className="bg-warn" />}
      {original !== due && <Mark at={place(original)} className="border-l border-dashed border-ink" />}
      <Mark at={place(due)} className="bg-ink" />
    </div>
  );
}

function Mark({ at, className }: { at: string; className: string }) {
  return <div className={`absolute inset-y-0 w-0.5 -translate-x-full ${className}`} style={{ left: at }} />;
}
