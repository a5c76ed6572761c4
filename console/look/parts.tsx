import type { ReactNode } from 'react';

const tones = {
  plain: 'bg-raised text-ink',
  accent: 'bg-tint text-accent-deep',
  late: 'bg-late-tint text-late',
  warn: 'bg-warn-tint text-warn',
  ok: 'bg-ok-tint text-ok',
};
export type Tone = keyof typeof tones;

/** A short word that stands out: a status, a tier, "late". */
export function Badge({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className={`inline-block rounded px-1.5 py-0.5 text-xs font-medium sm:whitespace-nowrap ${tones[tone]}`}>
      {children}
    </span>
  );
}

/** A part of a page with its heading. */
export function Card({
  title,
  side,
  children,
  className = '',
}: {
  title?: ReactNode;
  side?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <section className={`min-w-0 rounded-lg border border-line bg-surface p-4 ${className}`}>
      {title !== undefined && (
        <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
          <h2 className="font-semibold">{title}</h2>
          {side}
        </div>
      )}
      {children}
    </section>
  );
}

/** A sentence across the page: something to know, a fault, a refusal with its clause. */
export function Banner({ tone = 'accent', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <div role={tone === 'late' ? 'alert' : 'status'} className={`rounded-md px-3 py-2 text-sm ${tones[tone]}`}>
      {children}
    </div>
  );
}

/** What is shown where there is nothing: what that means, and what to do. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-2 rounded-lg border border-dashed border-line px-4 py-10 text-center text-balance">
      <p className="font-medium">{title}</p>
      {children && <div className="max-w-prose text-sm text-muted">{children}</div>}
    </div>
  );
}

/** The heading of a page, with what belongs beside it. */
export function PageTitle({ children, side }: { children: ReactNode; side?: ReactNode }) {
  return (
    <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
      <h1 className="text-xl font-semibold">{children}</h1>
      <div className="no-print flex flex-wrap items-center gap-2">{side}</div>
    </div>
  );
}

/** Names and values. */
export function Facts({ of }: { of: [name: ReactNode, value: ReactNode][] }) {
  return (
    <dl className="grid grid-cols-[fit-content(45%)_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm">
      {of.map(([name, value], i) => (
        // oxlint-disable-next-line react/no-array-index-key
        <div key={i} className="contents">
          <dt className="min-w-20 text-muted">{name}</dt>
          <dd className="min-w-0 whitespace-pre-line">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
