import { keepPreviousData } from '@tanstack/react-query';
import { memo, useMemo } from 'react';
import { Link } from 'wouter';
import { addresses } from '../addresses.js';
import { $api, type Json } from '../api/client.js';
import { bodyOf } from '../act/values.js';
import { When } from '../clock/when.js';
import { Button } from '../look/button.js';
import { Badge, Card } from '../look/parts.js';
import { useWords } from '../words/words.js';
import type { Call, Relation } from './call.js';
import { useLater } from '../act/later.js';
import type { DeskCall } from './use-call.js';

/** Their keys: after those of the caller's cases. */
const keyOf = (index: number) => (index < 5 ? `Digit${index + 5}` : undefined);

/** Cases and outages like what is being written down: tied to it by one key. They never hold up saving. */
export function Similar({ desk }: { desk: DeskCall }) {
  const { call, kind, change, place } = desk;
  const { phone, subject, description, place: where, area, line } = call.values as Record<string, string | undefined>;
  const now = useMemo(
    () =>
      JSON.stringify(
        bodyOf({
          phone: phone?.slice(0, 100),
          subject: subject?.slice(0, 200),
          description: description?.slice(0, 400),
          place: where?.slice(0, 200),
          area,
          line,
        }),
      ),
    [phone, subject, description, where, area, line],
  );
  const later = useLater(now, 500);
  const query = JSON.parse(later) as Record<string, string>;
  const isAsked = Boolean(query['subject'] ?? query['place'] ?? query['area']);
  const { data } = $api.useQuery(
    'get',
    '/v1/cases/similar',
    { params: { query: { ...query, site: place.site.id, limit: 5 } } },
    { enabled: isAsked, placeholderData: keepPreviousData },
  );
  const tie = useMemo(
    () => (number: string, to: Relation | undefined) =>
      change((before) => {
        const { [number]: _, ...links } = before.links;
        return { ...before, links: to ? { ...links, [number]: to } : links };
      }),
    [change],
  );
  const canJoin = kind?.acts.some(({ act }) => act === 'join-outage') ?? false;
  return <Found data={isAsked ? data : undefined} links={call.links} kind={kind?.kind} canJoin={canJoin} tie={tie} />;
}

interface FoundProps {
  data: Json<'SimilarJson'> | undefined;
  links: Call['links'];
  kind: string | undefined;
  canJoin: boolean;
  tie: (number: string, to: Relation | undefined) => void;
}

const Found = memo(function Found({ data, links, kind, canJoin, tie }: FoundProps) {
  const { t } = useWords();
  const outages = data?.outages ?? [];
  const cases = data?.cases ?? [];
  return (
    <Card title={t.desk.similar}>
      <div aria-live="polite">
        {outages.length + cases.length === 0 && (
          <p className="text-sm text-muted">{data ? t.desk.noSimilar : t.desk.noneSimilar}</p>
        )}
      </div>
      <ul className="flex flex-col divide-y divide-line text-sm">
        {outages.map(({ number, explanation, endsAt, callsHere }, index) => (
          <li key={number} className="flex flex-col gap-1 py-2">
            <span className="flex flex-wrap items-center gap-2">
              <Badge tone="late">{t.desk.outage}</Badge>
              <span className="font-medium">{explanation ?? number}</span>
              {callsHere > 0 && <Badge>{t.desk.callsHere(callsHere)}</Badge>}
            </span>
            <span className="flex flex-wrap gap-x-2 text-xs text-muted">
              {number}
              {endsAt && (
                <span>
                  {t.desk.backBy} <When at={endsAt} />
                </span>
              )}
            </span>
            {canJoin && (
              <Tie number={number} code={keyOf(index)} ways={['join-outage']} now={links[number]} tie={tie} />
            )}
          </li>
        ))}
        {cases.map((one, index) => (
          <li key={one.number} className="flex flex-col gap-1 py-2">
            <span className="font-medium">{one.subject ?? one.kindName}</span>
            <span className="flex flex-wrap gap-x-2 text-xs text-muted">
              <Link href={addresses.case(one.number)} className="text-accent underline">
                {one.number}
              </Link>
              {one.kindName} · {one.statusName}
              {one.place && <span>{one.place}</span>}
            </span>
            <Tie
              number={one.number}
              code={keyOf(outages.length + index)}
              ways={one.kind === kind && one.closedAt === null ? ['link', 'join'] : ['link']}
              now={links[one.number]}
              tie={tie}
            />
          </li>
        ))}
      </ul>
    </Card>
  );
});

/** The key goes from one way to the next, and back to none. */
function Tie({
  number,
  code,
  ways,
  now,
  tie,
}: {
  number: string;
  code: string | undefined;
  ways: Relation[];
  now: Relation | undefined;
  tie: (number: string, to: Relation | undefined) => void;
}) {
  const { t } = useWords();
  const next = ways[now ? ways.indexOf(now) + 1 : 0];
  const label = now ? t.desk.tied[now] : t.desk.tie[ways[0]!];
  return (
    <Button
      small
      look={now ? 'primary' : 'secondary'}
      className="w-fit"
      aria-pressed={now !== undefined}
      shortcut={code ? { code, alt: true, label: `${label} ${number}` } : undefined}
      onPress={() => tie(number, next)}
    >
      {label}
    </Button>
  );
}
