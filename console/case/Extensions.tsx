import type { Json } from '../api/client.js';
import { When } from '../clock/when.js';
import { Badge } from '../look/parts.js';
import { useWords } from '../words/words.js';

type Extension = Json<'ClockDetailsJson'>['extensions'][number];

/** More time that was asked for on a deadline: by whom and why, and who decided it, in whose place. */
export function Extensions({ of }: { of: readonly Extension[] }) {
  const { t } = useWords();
  if (of.length === 0) return null;
  return (
    <section>
      <h3 className="mb-2 font-medium">{t.case.extensions}</h3>
      <ol className="flex flex-col gap-3 text-sm">
        {of.map((extension) => (
          <li key={`${extension.askedAt} ${extension.until}`} className="flex flex-col gap-1">
            <span className="flex flex-wrap items-baseline gap-x-2">
              <Decided extension={extension} />
              <span>
                {t.case.askedUntil} <When at={extension.until} />
              </span>
            </span>
            <Who
              what={t.case.askedBy}
              name={extension.askedByName}
              inPlaceOf={extension.askedForName}
              at={extension.askedAt}
              reason={extension.reason}
            />
            {extension.decidedAt && (
              <Who
                what={t.case.decidedBy}
                name={extension.decidedByName}
                inPlaceOf={extension.decidedForName}
                at={extension.decidedAt}
                reason={extension.decisionReason}
              />
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Decided({ extension: { granted, grantedUntil } }: { extension: Extension }) {
  const { t } = useWords();
  if (granted === null) return <Badge tone="accent">{t.case.undecided}</Badge>;
  if (!granted) return <Badge tone="warn">{t.case.clockChanges['extension-refused']}</Badge>;
  return (
    <Badge tone="ok">
      {t.case.clockChanges['extension-granted']}
      {grantedUntil && (
        <>
          {' '}
          <When at={grantedUntil} />
        </>
      )}
    </Badge>
  );
}

function Who({
  what,
  name,
  inPlaceOf,
  at,
  reason,
}: {
  what: string;
  name: string | null;
  inPlaceOf: string | null;
  at: string;
  reason: string | null;
}) {
  const { t } = useWords();
  return (
    <span className="text-muted">
      {what} {name ?? t.shell.name}
      {inPlaceOf && ` ${t.case.standsInFor(inPlaceOf)}`} · <When at={at} />
      {reason && (
        <>
          {t.common.colon}
          <span className="text-ink">{reason}</span>
        </>
      )}
    </span>
  );
}
