import { useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { addresses } from '../addresses.js';
import { $api, type Json } from '../api/client.js';
import { useMe } from '../api/me.js';
import { problemText } from '../api/problem-text.js';
import { Button } from '../look/button.js';
import { SelectInput } from '../look/choices.js';
import { Sheet } from '../look/dialog.js';
import { Banner, Card, Empty, PageTitle } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { OutageLine } from './OutageLine.js';
import { RecordForm } from './RecordForm.js';
import { OutageTimeline } from './OutageTimeline.js';
import { useOutagePlaces } from './outage-places.js';

type Outage = Json<'OpenOutageJson'>;

/** Outages that are on, ahead, or back and not confirmed with everybody; recorded here, and each on its timeline. */
export function OutagesPage() {
  const own = usePageWords('outages');
  const { t, language } = useWords();
  const me = useMe();
  const [, go] = useLocation();
  const shown = new URLSearchParams(useSearch()).get('of');
  const [site, setSite] = useState('');
  const [isRecording, setRecording] = useState(false);
  const [done, setDone] = useState<string>();
  const places = useOutagePlaces();
  const { data, error, isPending } = $api.useQuery('get', '/v1/outages', { params: { query: site ? { site } : {} } });
  const of = (status: string) => (data?.outages ?? []).filter((outage) => outage.status === status);
  if (shown) return <OutageTimeline number={shown} close={() => go(addresses.outages)} />;
  return (
    <>
      <PageTitle
        side={
          places.some(({ may }) => may) && (
            <Button
              look="primary"
              onPress={() => setRecording(true)}
              shortcut={{ code: 'KeyN', alt: true, label: own.record }}
            >
              {own.record}
            </Button>
          )
        }
      >
        {own.title}
      </PageTitle>
      <div aria-live="polite">{done && <Banner tone="ok">{done}</Banner>}</div>
      {error && <Banner tone="late">{problemText(error as never, t)}</Banner>}
      {me.sites.length > 1 && (
        <div className="my-3 max-w-xs">
          <SelectInput
            label={own.here}
            choices={me.sites.map(({ id, name }) => ({ id, name: name[language] }))}
            value={site}
            onChange={setSite}
            empty={own.allSites}
          />
        </div>
      )}
      {isPending && <p className="text-muted">{t.common.loading}</p>}
      {data?.outages.length === 0 && <Empty title={own.none}>{own.noneAdvice}</Empty>}
      {data && data.outages.length > 0 && (
        <div className="flex flex-col gap-4">
          <Part title={own.on} none={own.noneOf.out} outages={of('out')} />
          <Part title={own.ahead} none={own.noneOf.planned} outages={byStart(of('planned'))} />
          <Part title={own.back} none={own.noneOf.restored} outages={of('restored')} />
        </div>
      )}
      <Sheet side title={own.record} isOpen={isRecording} onClose={() => setRecording(false)}>
        <RecordForm
          places={places.filter(({ may }) => may)}
          onDone={(number) => {
            setRecording(false);
            setDone(own.recorded(number));
          }}
        />
      </Sheet>
    </>
  );
}

const byStart = (outages: readonly Outage[]) =>
  outages.toSorted((one, other) => Date.parse(one.startsAt ?? '') - Date.parse(other.startsAt ?? ''));

function Part({ title, none, outages }: { title: string; none: string; outages: readonly Outage[] }) {
  return (
    <Card title={`${title} (${outages.length})`}>
      {outages.length === 0 && <p className="text-sm text-muted">{none}</p>}
      <ul className="divide-y divide-line">
        {outages.map((outage) => (
          <OutageLine key={outage.number} of={outage} />
        ))}
      </ul>
    </Card>
  );
}
