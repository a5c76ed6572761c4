import { useState } from 'react';
import { $api, type Json } from '../api/client.js';
import { When } from '../clock/when.js';
import { Button } from '../look/button.js';
import { Badge, Card } from '../look/parts.js';
import { useWords } from '../words/words.js';
import { Written } from './Written.js';

type Entry = Json<'EntryJson'>;
const pageSize = 200;
const moments = ['warn', 'breach', 'escalate', 'urge'];

/** Everything on record, newest first: what people did large, what the desk did by itself folded. */
export function Timeline({ of, kind }: { of: Json<'CaseDetailsJson'>; kind: Json<'KindJson'> }) {
  const { t } = useWords();
  const [withMoments, setWithMoments] = useState(false);
  const { data } = $api.useQuery('get', '/v1/cases/{number}/timeline', {
    params: { path: { number: of.number }, query: { after: Math.max(0, of.seq - pageSize), limit: pageSize } },
  });
  const entries = (data?.entries ?? []).toReversed();
  const isOfPeople = (entry: Entry) => !isMoment(entry) && kind.acts.some(({ act }) => act === entry.act);
  const shown = entries.filter((entry) => withMoments || isOfPeople(entry));
  const folded = entries.length - shown.length;
  return (
    <Card
      title={t.case.timeline}
      side={
        (folded > 0 || withMoments) && (
          <Button small look="quiet" aria-pressed={withMoments} onPress={() => setWithMoments(!withMoments)}>
            {withMoments ? t.case.momentsHide : t.case.moments(folded)}
          </Button>
        )
      }
    >
      <ol className="flex flex-col gap-4 border-l-2 border-line pl-4">
        {shown.map((entry) => (
          <li key={entry.seq} className={isOfPeople(entry) ? '' : 'text-sm text-muted'}>
            <OneEntry entry={entry} of={of} kind={kind} />
          </li>
        ))}
      </ol>
    </Card>
  );
}

/** What a clock does by itself; an act of a person may have the same id. */
const isMoment = ({ act, facts }: Entry): boolean => facts['clock'] !== undefined && moments.includes(act);

function OneEntry({ entry, of, kind }: { entry: Entry; of: Json<'CaseDetailsJson'>; kind: Json<'KindJson'> }) {
  const { t, language } = useWords();
  const act = isMoment(entry) ? undefined : kind.acts.find((one) => one.act === entry.act);
  const name = act?.name[language] ?? (isMoment(entry) ? t.case.momentNames[entry.act as 'breach'] : undefined);
  const hadWords = act?.fields.some(({ type }) => type === 'words' || type === 'files');
  const status = kind.statuses.find(({ status: id }) => id === entry.changes.status)?.name[language];
  return (
    <div className="flex flex-col gap-1">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-medium text-ink">{name ?? entry.actName}</span>
        <span>
          {entry.actor.name}
          {entry.actor.for && <> {t.case.standsInFor(entry.actor.for.name)}</>}
          {entry.actor.tokenBy && <> {t.case.byTokenOf(entry.actor.tokenBy.name, entry.actor.name)}</>}
        </span>
        {entry.roleName !== entry.actor.name && <span className="text-sm text-muted">{entry.roleName}</span>}
        <span className="ml-auto text-sm text-muted">
          <When at={entry.happenedAt} />
        </span>
      </p>
      {entry.at.slice(0, 16) !== entry.happenedAt.slice(0, 16) && (
        <p className="text-xs text-muted">
          {t.case.enteredAt} <When at={entry.at} />
        </p>
      )}
      {entry.deviceAt && (
        <p className="text-xs text-muted">
          {t.case.deviceAt} <When at={entry.deviceAt} />
        </p>
      )}
      <Written entry={entry} of={of} />
      {entry.erased && hadWords && <p className="text-sm text-muted">{t.case.erased}</p>}
      <p className="flex flex-wrap gap-1.5">
        {status && <Badge>{`→ ${status}`}</Badge>}
        {entry.changes.clocks.map((clock) => (
          <Badge key={clock.clock} tone={clock.what === 'breach' ? 'late' : clock.what === 'met' ? 'ok' : 'plain'}>
            {t.case.clockChanges[clock.what as 'met']}
            {t.common.colon}
            {clock.name}
          </Badge>
        ))}
        {entry.changes.violations.map((clause) => (
          <Badge key={clause} tone="warn">
            {t.case.broke} {clause}
          </Badge>
        ))}
      </p>
      {entry.changes.violationTexts.map((text) => (
        <p key={text} className="text-sm">
          {text}
        </p>
      ))}
      {entry.notices.length > 0 && (
        <details className="text-sm text-muted">
          <summary className="cursor-pointer">
            {t.case.toldWhom} {[...new Set(entry.notices.map(({ roleName }) => roleName))].join(t.act.and)}
          </summary>
          <ul className="mt-1 flex flex-col gap-1 pl-4">
            {entry.notices.map((notice) => (
              <li key={`${notice.role} ${notice.clause} ${notice.text}`}>
                {notice.roleName} ({notice.clause}){t.common.colon}
                {notice.text}{' '}
                <span className={notice.outcome === 'not-sent' ? 'text-late' : ''}>[{notice.outcomeText}]</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
