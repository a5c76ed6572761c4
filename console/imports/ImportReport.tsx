import { useState } from 'react';
import { Link } from 'wouter';
import { addresses } from '../addresses.js';
import { $api, type Json } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { saveCsv } from '../api/save-csv.js';
import { Button } from '../look/button.js';
import { Badge, Banner, type Tone } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

type Import = Json<'ImportJson'>;
type Row = Import['results'][number];

const pollMs = 1_000;
const outcomes = ['taken', 'joined', 'there', 'refused', 'blank'] as const;
const tones: Partial<Record<Row['outcome'], Tone>> = { taken: 'ok', joined: 'accent', refused: 'late' };

/** An import while it runs, and what became of it: of each row, with the refused ones first. */
export function ImportReport({ id }: { id: string }) {
  const own = usePageWords('imports');
  const { t } = useWords();
  const { data, error } = $api.useQuery(
    'get',
    '/v1/imports/{id}',
    { params: { path: { id } } },
    { refetchInterval: ({ state }) => (state.data?.status === 'running' ? pollMs : false) },
  );
  if (error) return <Banner tone="late">{problemText(error as never, t)}</Banner>;
  if (!data) return <p className="text-muted">{t.common.loading}</p>;
  return (
    <div data-import={data.status} className="flex flex-col gap-3" aria-live="polite">
      {data.status === 'running' ? <Progress of={data} /> : <Ended of={data} />}
      {data.leftOut.length > 0 && (
        <Banner tone="warn">
          <b>{own.leftOut}</b>
          {data.leftOut.map((sentence) => (
            <span key={sentence} className="block">
              {sentence}
            </span>
          ))}
        </Banner>
      )}
      {data.status === 'done' && <Rows of={data} />}
    </div>
  );
}

function Progress({ of: { read, rows } }: { of: Import }) {
  const own = usePageWords('imports');
  return (
    <div className="flex flex-col gap-1">
      <p className="text-sm">
        {own.running} · {own.progress(read, rows)}
      </p>
      <progress
        className="w-full max-w-md accent-accent"
        aria-label={own.running}
        max={rows ?? undefined}
        value={rows ? read : undefined}
      />
    </div>
  );
}

function Ended({ of: { status, dry, detail, counts } }: { of: Import }) {
  const own = usePageWords('imports');
  if (status !== 'done')
    return (
      <Banner tone="late">
        <b>{status === 'failed' ? own.failed : own.brokenOff}</b> {detail}{' '}
        {status === 'broken-off' && own.brokenOffAdvice}
      </Banner>
    );
  return (
    <div className="flex flex-col gap-2">
      <p className="font-medium">{dry ? own.dryDone : own.done}</p>
      <p className="flex flex-wrap gap-2">
        {outcomes
          .filter((outcome) => counts[outcome] > 0 || outcome === 'taken' || outcome === 'refused')
          .map((outcome) => (
            <Badge key={outcome} tone={counts[outcome] > 0 ? (tones[outcome] ?? 'plain') : 'plain'}>
              {dry && outcome === 'taken' ? own.wouldTake : own.counts[outcome]} {counts[outcome]}
            </Badge>
          ))}
      </p>
    </div>
  );
}

/** So many lines at first. */
const linesAtFirst = 50;

function Rows({ of: { results, namespace, dry } }: { of: Import }) {
  const own = usePageWords('imports');
  const [most, setMost] = useState(linesAtFirst);
  const refused = results.filter(({ outcome }) => outcome === 'refused');
  const others = results.filter(
    ({ outcome, detail }) => outcome !== 'refused' && outcome !== 'blank' && (!dry || detail),
  );
  const lines = [...refused, ...others];
  const nameOf = ({ outcome }: Row) => (dry && outcome === 'taken' ? own.wouldTake : own.outcomes[outcome as 'taken']);
  const download = () =>
    saveCsv(`${namespace}.csv`, [
      [own.row, own.rowId, own.outcome, own.number, own.why],
      ...results.map((row) => [row.row, row.id ?? '', nameOf(row), row.number ?? row.into ?? '', row.detail ?? '']),
    ]);
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="font-medium">{refused.length > 0 ? own.faults(refused.length) : own.noFaults}</p>
        <Button small onPress={download}>
          {own.download}
        </Button>
      </div>
      {lines.length > 0 && (
        <table className="w-full text-sm" aria-label={own.allRows(results.length)}>
          <thead className="text-left text-xs text-muted max-md:sr-only">
            <tr>
              {[own.row, own.rowId, own.outcome, own.number, own.why].map((head) => (
                <th key={head} scope="col" className="px-2 py-1 font-medium">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.slice(0, most).map((row) => (
              <ResultLine key={`${row.sheet ?? ''} ${row.row}`} of={row} name={nameOf(row)} />
            ))}
          </tbody>
        </table>
      )}
      {lines.length > most && (
        <Button small className="w-fit" onPress={() => setMost(most + 200)}>
          {own.more}
        </Button>
      )}
    </>
  );
}

function ResultLine({ of, name }: { of: Row; name: string }) {
  const cell = 'px-2 py-1.5 align-baseline max-md:px-0 max-md:py-0.5';
  const number = of.number ?? of.into;
  return (
    <tr className="border-t border-line max-md:flex max-md:flex-wrap max-md:gap-x-3 max-md:py-1.5">
      <td className={`${cell} tabular-nums`}>
        {of.sheet ? `${of.sheet} · ` : ''}
        {of.row}
      </td>
      <td className={`${cell} text-muted`}>{of.id}</td>
      <td className={cell}>
        <Badge tone={tones[of.outcome] ?? 'plain'}>{name}</Badge>
      </td>
      <td className={cell}>
        {number && (
          <Link href={addresses.case(number)} className="text-accent tabular-nums underline">
            {number}
          </Link>
        )}
      </td>
      <td className={cell}>{of.detail}</td>
    </tr>
  );
}
