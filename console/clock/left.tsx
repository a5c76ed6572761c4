import { useWords, type Language } from '../words/words.js';
import { useTicking } from './ticker.js';

/** A length of time in its two largest units: '1 天 3 小时', '2 h 05 min', '0:42' in the last hour. */
export function lengthText(ms: number, language: Language): string {
  const seconds = Math.floor(Math.abs(ms) / 1_000);
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3_600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  const two = (n: number) => String(n).padStart(2, '0');
  const zh = language === 'zh-CN';
  if (days > 0 && hours === 0) return zh ? `${days} 天` : `${days} d`;
  if (days > 0) return zh ? `${days} 天 ${hours} 小时` : `${days} d ${hours} h`;
  if (hours > 0) return zh ? `${hours} 小时 ${two(minutes)} 分` : `${hours} h ${two(minutes)} min`;
  return `${minutes}:${two(seconds % 60)}`;
}

/** How much of a deadline is left, counting; `warnAt`: from when on it is pressing. */
export function TimeLeft({ due, warnAt }: { due: string; warnAt?: string | null | undefined }) {
  const { t, language } = useWords();
  const dueMs = Date.parse(due);
  const text = useTicking((now) => lengthText(dueMs - now, language));
  const state = useTicking((now) => {
    if (now > dueMs) return 'late';
    return now > (warnAt ? Date.parse(warnAt) : dueMs - 3_600_000) ? 'warn' : 'calm';
  });
  const look = { late: 'text-late font-medium', warn: 'text-warn font-medium', calm: '' }[state];
  return (
    <span className={`tabular-nums whitespace-nowrap ${look}`}>
      {state === 'late' ? t.common.over(text) : t.common.left(text)}
    </span>
  );
}
