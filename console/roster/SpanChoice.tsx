import { Button } from '../look/button.js';
import { useShortcut } from '../look/keys.js';
import { Icon } from '../look/icons.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { rosterDayText, rosterMonthText, moved, type Day, type Span } from './days.js';

/** Which days are shown: a week or a month, the one before and after, and back to today. */
export function SpanChoice({
  days,
  span,
  today,
  onMove,
  onSpan,
}: {
  days: readonly Day[];
  span: Span;
  today: Day;
  onMove: (day: Day) => void;
  /** Left out: months alone. */
  onSpan?: (span: Span) => void;
}) {
  const own = usePageWords('roster');
  const { language } = useWords();
  const [first, last] = [days[0]!, days.at(-1)!];
  useShortcut({ code: 'KeyP', label: own.before }, () => onMove(moved(first, span, -1)));
  useShortcut({ code: 'KeyN', label: own.after }, () => onMove(moved(first, span, 1)));
  const text =
    span === 'month'
      ? rosterMonthText(first, language)
      : `${rosterDayText(first, language, 'long')} – ${rosterDayText(last, language, 'long')}`;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button small aria-label={own.before} onPress={() => onMove(moved(first, span, -1))}>
        <Icon name="left" />
      </Button>
      <b className="font-medium tabular-nums" aria-live="polite">
        {text}
      </b>
      <Button small aria-label={own.after} onPress={() => onMove(moved(first, span, 1))}>
        <Icon name="right" />
      </Button>
      {!days.includes(today) && (
        <Button small look="quiet" onPress={() => onMove(today)}>
          {own.today}
        </Button>
      )}
      {onSpan && (
        <span role="group" aria-label={own.span} className="flex gap-1">
          {(['week', 'month'] as const).map((one) => (
            <Button
              key={one}
              small
              look={one === span ? 'secondary' : 'quiet'}
              aria-pressed={one === span}
              onPress={() => onSpan(one)}
            >
              {own.spans[one]}
            </Button>
          ))}
        </span>
      )}
    </div>
  );
}
