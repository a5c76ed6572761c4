import { useState } from 'react';
import { $api, api, Problem, type Json } from '../api/client.js';
import { useNames } from '../api/names.js';
import { problemText } from '../api/problem-text.js';
import { saveCsv } from '../api/save-csv.js';
import { When } from '../clock/when.js';
import { Button } from '../look/button.js';
import { Banner, Card, Empty } from '../look/parts.js';
import { Refused } from '../look/refused.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

type Erasure = Json<'ErasureJson'>;

const pageSize = 20;

/** What was erased, the newest first; the whole list as a file. */
export function DoneErasures() {
  const own = usePageWords('retention');
  const { t } = useWords();
  const names = useNames();
  const [limit, setLimit] = useState(pageSize);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const { data, error, isPending } = $api.useQuery(
    'get',
    '/v1/erasures',
    { params: { query: { limit } } },
    { placeholderData: (before) => before },
  );
  const download = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const all = await everyErasure();
      saveCsv('erasures.csv', [
        [own.at, own.number, own.kind, own.site, own.ground, own.by2],
        ...all.map(({ at, number, kind, site, groundName, name }) => [
          at,
          number,
          names.kind(kind),
          names.site(site),
          groundName,
          name ?? own.desk,
        ]),
      ]);
    } catch (refused) {
      setProblem(refused instanceof Problem ? refused : new Problem(500, 'fault', '', t.common.fault));
    }
    setBusy(false);
  };
  return (
    <Card
      title={own.done}
      side={
        data && data.erasures.length > 0 ? (
          <Button small isPending={busy} onPress={() => void download()}>
            {own.download}
          </Button>
        ) : undefined
      }
    >
      <p className="mb-3 text-sm text-muted">{own.doneAbout}</p>
      {error && <Banner tone="late">{problemText(error as never, t)}</Banner>}
      <Refused problem={problem} />
      {isPending && <p className="text-muted">{t.common.loading}</p>}
      {data?.erasures.length === 0 && <Empty title={own.noDone}>{own.noDoneAdvice}</Empty>}
      <ul className="divide-y divide-line text-sm">
        {data?.erasures.map((one) => (
          <li key={`${one.number} ${one.upTo}`} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-2">
            <When at={one.at} />
            <span className="font-medium tabular-nums">{one.number}</span>
            <span>{names.kind(one.kind)}</span>
            <span className="text-muted">{names.site(one.site)}</span>
            <span className="min-w-0 flex-1 basis-56">{one.groundName}</span>
            <span className="text-muted">{one.name ?? own.desk}</span>
          </li>
        ))}
      </ul>
      {data?.next && limit < 200 && (
        <Button small className="mt-2" onPress={() => setLimit(200)}>
          {t.common.more}
        </Button>
      )}
    </Card>
  );
}

async function everyErasure(): Promise<Erasure[]> {
  const all: Erasure[] = [];
  let cursor: string | undefined;
  do {
    const { data } = await api.GET('/v1/erasures', {
      params: { query: { limit: 200, ...(cursor ? { cursor } : {}) } },
    });
    all.push(...data!.erasures);
    cursor = data!.next ?? undefined;
  } while (cursor);
  return all;
}
