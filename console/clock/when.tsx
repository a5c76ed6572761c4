import { useWords, type Language } from '../words/words.js';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, zone: string | undefined, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${zone ?? ''} ${JSON.stringify(parts)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', {
    hourCycle: 'h23',
    ...(zone ? { timeZone: zone } : {}),
    ...parts,
  });
  formats.set(key, made);
  return made;
}

/** The wall time of an instant of the API in the place it is from: its offset is that of the rulebook. */
function atItsPlace(iso: string): Date {
  const offset = /([+-])(\d\d):(\d\d)$/.exec(iso);
  const minutes = offset ? (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3])) : 0;
  return new Date(Date.parse(iso) + minutes * 60_000);
}

/** '11月29日周日 14:30' or 'Sun 29 Nov, 14:30'; with the year where it is not this one. */
export function whenText(iso: string, language: Language): string {
  const at = atItsPlace(iso);
  const thisYear = at.getUTCFullYear() === new Date().getUTCFullYear();
  return format(language, 'UTC', {
    ...(thisYear ? {} : { year: 'numeric' }),
    month: 'short',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);
}

/** The same instant with the offset of another one, for those that were kept in UTC. */
function withOffsetOf(at: string, other: string): string {
  const offset = /([+-])(\d\d):(\d\d)$/.exec(other);
  if (!offset) return at;
  const minutes = (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3]));
  return new Date(Date.parse(at) + minutes * 60_000).toISOString().replace('Z', offset[0]);
}

/** An instant, in the time of the place it is from; `zoneOf`: an instant with the offset of that place. */
export function When({ at, zoneOf }: { at: string; zoneOf?: string }) {
  const { language } = useWords();
  return (
    <time dateTime={at} className="whitespace-nowrap tabular-nums">
      {whenText(zoneOf ? withOffsetOf(at, zoneOf) : at, language)}
    </time>
  );
}
