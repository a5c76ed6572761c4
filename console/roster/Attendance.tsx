import { useMemo, useState } from 'react';
import { $api, type Json } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { serverNow } from '../api/server-time.js';
import { SelectInput } from '../look/choices.js';
import { useNarrow } from '../look/narrow.js';
import { Banner, Empty } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { AttendanceDay } from './AttendanceDay.js';
import { AttendanceForm, type AttendanceCell } from './AttendanceForm.js';
import { AttendanceGrid } from './AttendanceGrid.js';
import type { AttendanceRow } from './attendance-row.js';
import { daysOf, todayHere, type Day } from './days.js';
import { SpanChoice } from './SpanChoice.js';
import { useRoster } from './use-roster.js';

/** Who was there, by department and month: as the roster has it until somebody enters it. */
export function Attendance({ site }: { site: Json<'SiteRecordJson'> }) {
  const own = usePageWords('roster');
  const { t, language } = useWords();
  const narrow = useNarrow();
  const [department, setDepartment] = useState('');
  const [from, setFrom] = useState<Day>(() => todayHere(serverNow()));
  const [open, setOpen] = useState<AttendanceCell>();
  const [done, setDone] = useState<string>();
  const days = useMemo(() => daysOf(from, 'month'), [from]);
  const { plan, error } = useRoster(site.id, days);
  const sheet = $api.useQuery(
    'get',
    '/v1/attendance',
    { params: { query: { site: site.id, department, month: from.slice(0, 7) } } },
    { enabled: department !== '' },
  );
  const held = new Set((plan?.people ?? []).flatMap(({ departments }) => departments));
  const rows = rowsOf(
    (plan?.people ?? []).filter(({ departments }) => departments.includes(department)),
    sheet.data?.people ?? [],
  );
  const failed = error ?? sheet.error;
  const parts = { rows, days, today: plan?.today ?? '', plan, onOpen: setOpen };
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <SelectInput
          label={own.department}
          choices={site.departments
            .filter(({ id }) => held.has(id))
            .map(({ id, name }) => ({ id, name: name[language] }))}
          value={department}
          onChange={setDepartment}
        />
        {plan && <SpanChoice days={days} span="month" today={plan.today} onMove={setFrom} />}
      </div>
      {done && <Banner tone="ok">{done}</Banner>}
      {failed && <Banner tone="late">{problemText(failed as never, t)}</Banner>}
      {department === '' && <Empty title={own.chooseDepartment}>{own.chooseDepartmentAdvice}</Empty>}
      {department !== '' && plan && sheet.isSuccess && rows.length === 0 && (
        <Empty title={own.attendanceNone}>{own.attendanceNoneAdvice}</Empty>
      )}
      {department !== '' && rows.length > 0 && sheet.isSuccess && (
        <>
          <p className="-mb-2 text-sm text-muted">{own.attendanceAbout}</p>
          {narrow ? <AttendanceDay {...parts} /> : <AttendanceGrid {...parts} />}
        </>
      )}
      <AttendanceForm
        cell={open}
        today={plan?.today ?? ''}
        site={site.id}
        department={department}
        onClose={() => setOpen(undefined)}
        onDone={(said) => {
          setOpen(undefined);
          setDone(said);
        }}
      />
    </div>
  );
}

/** Everybody of the department, and whoever something is known of. */
function rowsOf(
  people: readonly { id: string; name: string }[],
  known: readonly Json<'SheetRowJson'>[],
): AttendanceRow[] {
  const ids = [...new Set([...people.map(({ id }) => id), ...known.map(({ person }) => person)])];
  return ids.toSorted().map((id) => {
    const row = known.find(({ person }) => person === id);
    return {
      person: id,
      name: row?.name ?? people.find((one) => one.id === id)?.name ?? id,
      days: new Map((row?.days ?? []).map((day) => [day.day, day])),
      present: row?.present ?? 0,
      irregular: row?.irregular ?? 0,
      absent: row?.absent ?? 0,
    };
  });
}
