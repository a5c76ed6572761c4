import { useState } from 'react';
import { $api, Problem, type Json } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { When } from '../clock/when.js';
import { Button } from '../look/button.js';
import { Sheet } from '../look/dialog.js';
import { Badge, Banner, Card, Empty } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { HolidayForm } from './HolidayForm.js';
import { HolidayTable } from './HolidayTable.js';

type Table = Json<'HolidaysJson'>;

/** The holiday notices of each year: which are awaited, entered, published; and what a draft would change. */
export function Holidays() {
  const own = usePageWords('calendars');
  const { t } = useWords();
  const { data, error, isPending } = $api.useQuery('get', '/v1/holidays', {}, { retry: false });
  const [isWriting, setWriting] = useState(false);
  const [shownId, show] = useState<string>();
  const tables = data?.tables ?? [];
  const shown = tables.find(({ id }) => id === shownId) ?? tables.find(({ state }) => state === 'draft');
  if (error instanceof Problem) return <Banner tone="warn">{problemText(error, t)}</Banner>;
  if (isPending) return <p className="text-muted">{t.common.loading}</p>;
  return (
    <div className="flex flex-col gap-4">
      <p className="text-sm text-muted">{own.holidaysAbout}</p>
      {data?.awaited.map(({ year }) => (
        <Banner key={year} tone="warn">
          {own.awaited(year)}
        </Banner>
      ))}
      <div className="grid items-start gap-4 lg:grid-cols-[18rem_minmax(0,1fr)]">
        <Card
          title={own.tables}
          side={
            <Button small shortcut={{ code: 'KeyN', label: own.enterTable }} onPress={() => setWriting(true)}>
              {own.enterTable}
            </Button>
          }
        >
          {tables.length === 0 && <Empty title={own.noTables}>{own.noTablesAdvice}</Empty>}
          <ul className="-mx-2 flex flex-col gap-0.5">
            {tables.map((one) => (
              <li key={one.id}>
                <button
                  type="button"
                  aria-current={one === shown ? 'true' : undefined}
                  onClick={() => show(one.id)}
                  className={`flex w-full cursor-pointer flex-wrap items-center gap-x-2 rounded-md px-2 py-1.5 text-left ${one === shown ? 'bg-tint' : 'hover:bg-raised'}`}
                >
                  <span className="font-medium">{own.tableOf(one.year)}</span>
                  <Badge tone={one.state === 'draft' ? 'warn' : 'ok'}>{own.tableStates[one.state as 'draft']}</Badge>
                  <span className="basis-full text-xs text-muted">
                    {own.daysCount(one.days.length)} · {one.publishedByName ?? one.uploadedByName} ·{' '}
                    <When at={one.publishedAt ?? one.uploadedAt} />
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </Card>
        {shown && <HolidayTable key={shown.id} table={shown} />}
      </div>
      <Sheet side title={own.enterTable} isOpen={isWriting} onClose={() => setWriting(false)}>
        {isWriting && (
          <HolidayForm
            year={data?.awaited[0]?.year}
            onDone={(kept: Table) => {
              setWriting(false);
              show(kept.id);
            }}
          />
        )}
      </Sheet>
    </div>
  );
}
