import { Link, useParams, useSearch } from 'wouter';
import { addresses } from '../addresses.js';
import { $api, Problem, type Json } from '../api/client.js';
import { useMe } from '../api/me.js';
import { problemText } from '../api/problem-text.js';
import { TimeLeft } from '../clock/left.js';
import { When } from '../clock/when.js';
import { Button, buttonClass } from '../look/button.js';
import { Badge, Banner, Empty, PageTitle, type Tone } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { AlarmsOfCase } from './AlarmsOfCase.js';
import { Events } from './Events.js';
import { Runs } from './Runs.js';
import { Steps } from './Steps.js';

type History = Json<'HistoryJson'>;

const tones: Partial<Record<History['status'], Tone>> = {
  running: 'accent',
  completed: 'ok',
  failed: 'late',
  terminated: 'late',
  'timed-out': 'late',
};

/** What the workflow of a case did, in sentences beside its raw events, and what it waits for now. */
export function HistoryPage() {
  const own = usePageWords('histories');
  const { t } = useWords();
  const { number } = useParams<{ number: string }>();
  const asked = new URLSearchParams(useSearch());
  const run = asked.get('run') ?? undefined;
  const clock = asked.get('clock') ?? undefined;
  const { data, error, refetch, isFetching } = $api.useQuery('get', '/v1/cases/{number}/history', {
    params: { path: { number }, query: run ? { run } : {} },
  });
  return (
    <>
      <PageTitle side={<Side number={number} history={data} reload={() => void refetch()} isReading={isFetching} />}>
        {own.title} <span className="whitespace-nowrap">{number}</span>
      </PageTitle>
      {!data && !error && <p className="text-muted">{t.common.loading}</p>}
      {error instanceof Problem && <NoHistory number={number} problem={error} />}
      {data && !error && (
        <div className="flex flex-col gap-4">
          {data.untoldActs > 0 && <Banner tone="warn">{own.untold(data.untoldActs)}</Banner>}
          <Waiting of={data} />
          <AlarmsOfCase number={number} />
          <Runs of={data} />
          <Steps key={data.run} of={data} clock={clock} />
          <Events of={data} />
        </div>
      )}
    </>
  );
}

function Side({
  number,
  history,
  reload,
  isReading,
}: {
  number: string;
  history: History | undefined;
  reload: () => void;
  isReading: boolean;
}) {
  const own = usePageWords('histories');
  const me = useMe();
  return (
    <>
      {history && <Badge tone={tones[history.status] ?? 'plain'}>{own.statuses[history.status as 'running']}</Badge>}
      <Button small isPending={isReading} onPress={reload} shortcut={{ code: 'KeyL', alt: true, label: own.reload }}>
        {own.reload}
      </Button>
      {me.sites.length > 0 && (
        <Link href={addresses.case(number)} className={buttonClass('secondary', true)}>
          {own.toCase}
        </Link>
      )}
      {history?.uiUrl && (
        <a href={history.uiUrl} target="_blank" rel="noreferrer" className={buttonClass('secondary', true)}>
          {own.temporalUi}
        </a>
      )}
    </>
  );
}

/** What it waits for now, and until when. */
function Waiting({ of: { waitsFor, waitsUntil, status } }: { of: History }) {
  const own = usePageWords('histories');
  const { t } = useWords();
  return (
    <Banner tone={status === 'running' ? 'accent' : 'plain'}>
      <p className="font-medium">
        {own.waitsFor}
        {t.common.colon}
        {waitsFor}
      </p>
      {waitsUntil && (
        <p className="mt-1">
          {own.nextMoment} <When at={waitsUntil} /> · <TimeLeft due={waitsUntil} />
        </p>
      )}
    </Banner>
  );
}

/** Why there is nothing to show, and what to do. */
function NoHistory({ number, problem }: { number: string; problem: Problem }) {
  const own = usePageWords('histories');
  const { t } = useWords();
  const said: Record<string, [title: string, advice: string]> = {
    'unknown-history': [own.goneTitle, own.gone],
    'engine-away': [own.awayTitle, own.away],
    'unknown-case': [own.unknownTitle(number), own.unknown],
    'for-administrators': [own.forbiddenTitle, own.forbidden],
  };
  const found = said[problem.code];
  return found ? <Empty title={found[0]}>{found[1]}</Empty> : <Banner tone="late">{problemText(problem, t)}</Banner>;
}
