import { useState } from 'react';
import type { Json } from '../api/client.js';
import { Button } from '../look/button.js';
import { SelectInput } from '../look/choices.js';
import { Card } from '../look/parts.js';
import { useWords } from '../words/words.js';
import { usePageWords } from '../words/page-words.js';
import { RawEvents } from './RawEvents.js';
import { countsOf } from './shown-steps.js';

/** So many are drawn at once. */
const drawn = 100;

/** 'TIMER_FIRED' of 'EVENT_TYPE_TIMER_FIRED'. */
const plainType = (type: unknown) => String(type).replace(/^EVENT_TYPE_/, '');

/** Every event of the run as the engine has it, of one type or of all; with how many there are of each. */
export function Events({ of: { events } }: { of: Json<'HistoryJson'> }) {
  const own = usePageWords('histories');
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const [type, setType] = useState('');
  const [most, setMost] = useState(drawn);
  const types = countsOf(events, (event) => plainType(event['eventType']));
  const chosen = events.filter((event) => type === '' || plainType(event['eventType']) === type);
  return (
    <Card
      title={`${own.events} (${events.length})`}
      side={
        <Button small look="quiet" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
          {isOpen ? t.common.close : t.common.open}
        </Button>
      }
    >
      {isOpen && (
        <>
          <div className="mb-3 max-w-md">
            <SelectInput
              label={own.eventType}
              choices={types.map(([id, count]) => ({ id, name: `${id} (${count})` }))}
              value={type}
              onChange={setType}
              empty={own.all}
            />
          </div>
          <p className="mb-2 text-sm text-muted" aria-live="polite">
            {own.eventCount(chosen.length)}
          </p>
          <ol className="flex flex-col gap-1 text-sm">
            {chosen.slice(0, most).map((event) => (
              <li key={String(event['eventId'])}>
                <RawEvents
                  title={`${String(event['eventId'])} ${plainType(event['eventType'])} ${String(event['eventTime'])}`}
                  events={[event]}
                />
              </li>
            ))}
          </ol>
          {chosen.length > most && (
            <Button small className="mt-2" onPress={() => setMost(most + drawn)}>
              {t.common.more}
            </Button>
          )}
        </>
      )}
    </Card>
  );
}
