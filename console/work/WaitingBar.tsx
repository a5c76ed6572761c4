import { Button } from '../look/button.js';
import type { SteadyRows } from './steady.js';

/** Says that the list has moved on while somebody was in it, and takes that in. */
export function WaitingBar<Row>({
  steady,
  waiting,
  gone,
  takeIn,
}: {
  steady: SteadyRows<Row>;
  waiting: (n: number) => string;
  gone?: (n: number) => string;
  takeIn: string;
}) {
  const parts = [
    ...(steady.waiting > 0 ? [waiting(steady.waiting)] : []),
    ...(gone && steady.gone.size > 0 ? [gone(steady.gone.size)] : []),
  ];
  return (
    <div aria-live="polite" className="sticky top-2 z-20 flex justify-center">
      {parts.length > 0 && (
        <div className="absolute top-0 flex items-center gap-3 rounded-full border border-accent bg-tint py-1 pr-1 pl-4 text-sm text-accent-deep shadow-md">
          <span className="font-medium">{parts.join(' · ')}</span>
          <Button small look="primary" shortcut={{ code: 'KeyU', label: takeIn }} onPress={steady.takeIn}>
            {takeIn}
          </Button>
        </div>
      )}
    </div>
  );
}
