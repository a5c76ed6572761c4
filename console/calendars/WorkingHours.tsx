import { $api, Problem, type Json } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { serverNow } from '../api/server-time.js';
import { Banner, Card, Empty } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { dayText, weekdayNames } from './days.js';
import { hoursInWords, weekdays, type Week } from './week.js';

type Calendar = Json<'CalendarJson'>;
interface Season {
  name: string;
  from: string;
  to: string;
  week: Week;
}
interface DatedHours {
  date: string;
  open: [string, string][];
  kind?: string;
  name?: { 'zh-CN': string; en: string };
}

const comingDays = 12;

/** When the rulebooks in force count: the open hours of each of their calendars, by weekday and season. */
export function WorkingHours() {
  const own = usePageWords('calendars');
  const { t, language } = useWords();
  const { data, error, isPending } = $api.useQuery('get', '/v1/calendars', {}, { staleTime: 60_000 });
  const rulebooks = $api.useQuery('get', '/v1/rulebooks', {}, { staleTime: 600_000 }).data?.rulebooks ?? [];
  const names = [...new Set((data?.calendars ?? []).map(({ rulebook }) => rulebook))];
  return (
    <div className="flex flex-col gap-4">
      <p className="text-sm text-muted">{own.hoursAbout}</p>
      {error instanceof Problem && <Banner tone="late">{problemText(error, t)}</Banner>}
      {isPending && <p className="text-muted">{t.common.loading}</p>}
      {data && names.length === 0 && <Empty title={own.noCalendars}>{own.noCalendarsAdvice}</Empty>}
      {names.map((name) => (
        <Card key={name} title={rulebooks.find((one) => one.name === name)?.title[language] ?? name}>
          <div className="grid gap-4 lg:grid-cols-2 2xl:grid-cols-3">
            {data!.calendars
              .filter(({ rulebook }) => rulebook === name)
              .map((calendar) => (
                <CalendarItem key={calendar.id} calendar={calendar} />
              ))}
          </div>
        </Card>
      ))}
    </div>
  );
}

function CalendarItem({ calendar }: { calendar: Calendar }) {
  const own = usePageWords('calendars');
  const { language } = useWords();
  const seasons = calendar.seasons as unknown as Season[];
  const today = new Date(serverNow()).toISOString().slice(0, 10);
  const coming = (calendar.exceptions as unknown as DatedHours[])
    .filter(({ date }) => date >= today)
    .sort((a, b) => a.date.localeCompare(b.date))
    .slice(0, comingDays);
  const years = calendar.publishedYears;
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <h3 className="font-medium">
        {own.calendarNames[calendar.name as 'always'] ?? own.calendarNamed(calendar.name)}
      </h3>
      <WeekBars week={calendar.week as Week} label={own.week} />
      {seasons.map((season) => (
        <div key={season.name} className="flex flex-col gap-1">
          <h4 className="text-sm">
            {own.season(own.seasonNames[season.name as 'heating'] ?? season.name, season.from, season.to)}
          </h4>
          <WeekBars week={season.week} label={own.week} />
        </div>
      ))}
      <p className="text-sm text-muted">{years === null ? own.noHolidays : own.withHolidays(Math.max(...years))}</p>
      {coming.length > 0 && (
        <details className="text-sm">
          <summary className="cursor-pointer text-accent">{own.coming(coming.length)}</summary>
          <ul className="mt-1 flex flex-col gap-0.5">
            {coming.map(({ date, kind, name, open }) => (
              <li key={date}>
                {date.slice(0, 4)} {dayText(date, language)}
                {own.colon}
                {own.dayKinds[kind as 'holiday'] ?? ''} {name?.[language]}{' '}
                <span className="text-muted">
                  {open.length > 0 && open.map((span) => span.join('–')).join(own.comma)}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

/** The open hours of a week in words, and as bars from midnight to midnight. */
function WeekBars({ week, label }: { week: Week; label: string }) {
  const own = usePageWords('calendars');
  const { language } = useWords();
  const names = weekdayNames(language);
  const initials = weekdayNames(language, 'narrow');
  const part = (time: string) => {
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    return ((hours * 60 + minutes) / 1440) * 100;
  };
  return (
    <>
      <ul aria-label={label} className="text-sm">
        {hoursInWords(week).map(({ from, to, open }) => (
          <li key={from}>
            {from === to ? names[from] : `${names[from]}${own.until}${names[to]}`}{' '}
            <span className="tabular-nums">
              {open.length === 0
                ? own.closed
                : open.length === 1 && open[0]![0] === '00:00' && open[0]![1] === '24:00'
                  ? own.allDay
                  : open.map((span) => span.join('–')).join(own.comma)}
            </span>
          </li>
        ))}
      </ul>
      <div aria-hidden="true" className="flex flex-col gap-0.5">
        {weekdays.map((day, at) => (
          <div key={day} className="flex items-center gap-1.5 text-[0.65rem] leading-3 text-muted">
            <span className="w-3">{initials[at]}</span>
            <span className="relative h-2.5 flex-1 rounded-sm bg-raised">
              {(week[day] ?? []).map(([from, to]) => (
                <span
                  key={from}
                  className="absolute inset-y-0 rounded-sm bg-accent/70 forced-colors:bg-[Highlight]"
                  style={{ left: `${part(from)}%`, width: `${part(to) - part(from)}%` }}
                />
              ))}
            </span>
          </div>
        ))}
        <div className="ml-4.5 flex justify-between text-[0.65rem] text-muted tabular-nums">
          {['0', '6', '12', '18', '24'].map((hour) => (
            <span key={hour}>{hour}</span>
          ))}
        </div>
      </div>
    </>
  );
}
