import { lazy, Suspense, useState } from 'react';
import { Link } from 'wouter';
import { addresses } from '../addresses.js';
import { $api, type Json } from '../api/client.js';
import { When } from '../clock/when.js';
import { Button } from '../look/button.js';
import { Badge, Banner } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { titleOf, type EmergingGroup } from './emerging-group.js';
import type { Gathering } from './GatherSheet.js';

const GatherSheet = lazy(async () => ({ default: (await import('./GatherSheet.js')).GatherSheet }));

/** What is emerging at the site: why it stands out, its cases, and what they can become in one go. */
export function Emerging({ site }: { site: string }) {
  const own = usePageWords('board');
  const { t } = useWords();
  const { data } = $api.useQuery('get', '/v1/emerging', { params: { query: { site } } }, { refetchInterval: 60_000 });
  const [gathering, setGathering] = useState<Gathering>();
  const [done, setDone] = useState<Json<'GatheredJson'>>();
  const groups = data?.groups ?? [];
  return (
    <>
      <div aria-live="polite" className="mb-3 flex flex-col gap-2 empty:hidden">
        {done && (
          <Banner tone={done.refused.length > 0 ? 'warn' : 'ok'}>
            {own.gathered(done.joined.length, done.number)}{' '}
            <Link href={addresses.case(done.number)} className="underline">
              {t.common.open}
            </Link>
            {done.refused.length > 0 && (
              <>
                <br />
                {own.notGathered(done.refused.length)}{' '}
                {done.refused.map(({ number, text }) => `${number} ${text}`).join(' ')}
              </>
            )}
          </Banner>
        )}
      </div>
      {groups.length > 0 && (
        <section aria-label={own.emerging} className="mb-4 rounded-lg border border-late bg-late-tint/40 p-3">
          <h2 className="font-semibold">{own.emerging}</h2>
          <p className="mb-2 text-sm text-muted">{own.emergingAbout}</p>
          <ul className="flex flex-col divide-y divide-line">
            {groups.map((group) => (
              <Group
                key={[group.kind, group.matter, group.level, group.place].join(' ')}
                group={group}
                onGather={(into) => {
                  setDone(undefined);
                  setGathering({ group, into });
                }}
              />
            ))}
          </ul>
        </section>
      )}
      {gathering && (
        <Suspense>
          <GatherSheet
            gathering={gathering}
            onClose={() => setGathering(undefined)}
            onDone={(answer) => {
              setDone(answer);
              setGathering(undefined);
            }}
          />
        </Suspense>
      )}
    </>
  );
}

function Group({ group, onGather }: { group: EmergingGroup; onGather: (into: string | undefined) => void }) {
  const own = usePageWords('board');
  return (
    <li data-emerging={group.place} className="flex flex-col gap-1.5 py-2 text-sm">
      <span className="flex flex-wrap items-baseline gap-x-3">
        <span className="text-base font-medium">{titleOf(group)}</span>
        <Badge tone="late">{group.cases.length}</Badge>
        <span className="text-muted">
          {own.sinceWhen} <When at={group.since} />
        </span>
      </span>
      <span>{group.why}</span>
      <span className="flex flex-wrap gap-x-3 gap-y-0.5 text-xs">
        {group.cases.map(({ number }) => (
          <Link key={number} href={addresses.case(number)} className="text-accent tabular-nums underline">
            {number}
          </Link>
        ))}
      </span>
      <span className="flex flex-wrap gap-2">
        {group.outages.map(({ number }) => (
          <Button key={number} small onPress={() => onGather(number)}>
            {own.joinOutage(number)}
          </Button>
        ))}
        <Button small look={group.outages.length > 0 ? 'secondary' : 'primary'} onPress={() => onGather(undefined)}>
          {group.becomes === 'outage' ? own.newOutage : own.oneMatter}
        </Button>
      </span>
    </li>
  );
}
