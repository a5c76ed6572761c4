import type { RefObject } from 'react';
import { Button } from '../look/button.js';
import { useWords } from '../words/words.js';
import type { Call } from './call.js';
import { focusField } from './focus-field.js';
import { mayDo, type DeskCall } from './use-call.js';

/** What belongs to a call in which something was said. */
const nothingSaid = { subject: undefined, answer: undefined, satisfied: undefined };

/** Calls that are over in three keys: answered at once, wrong number, silent, nuisance. */
export function QuickCalls({ desk, form }: { desk: DeskCall; form: RefObject<HTMLFormElement | null> }) {
  const { t } = useWords();
  const { kinds, place, change } = desk;
  // The kind that can be answered as it is recorded.
  const inquiry = kinds.find(({ acts }) =>
    acts.some(({ act, fields }) => act === 'record' && fields.some(({ name }) => name === 'answer')),
  );
  if (!inquiry) return null;
  const begin = (words: Call['values'], ending: Call['ending'], field: string) => {
    const how = { kind: inquiry.kind, sorting: null, ending };
    focusField(form.current, field, () =>
      change((before) => ({ ...before, ...how, values: { ...before.values, ...words } })),
    );
  };
  const key = (code: string, label: string) => ({ code, alt: true, label });
  return (
    <div className="flex flex-wrap gap-1" role="group" aria-label={t.desk.quick}>
      <Button
        small
        shortcut={key('KeyQ', t.desk.answered)}
        onPress={() => begin({ satisfied: true, outcome: undefined }, 'close', 'subject')}
      >
        {t.desk.answered}
      </Button>
      <Button
        small
        shortcut={key('KeyX', t.desk.wrongNumber)}
        onPress={() => begin({ ...nothingSaid, outcome: 'wrong-number' }, null, 'outcome')}
      >
        {t.desk.wrongNumber}
      </Button>
      <Button
        small
        shortcut={key('KeyM', t.desk.silentCall)}
        onPress={() => begin({ ...nothingSaid, outcome: 'silent' }, null, 'outcome')}
      >
        {t.desk.silentCall}
      </Button>
      {mayDo(inquiry, 'nuisance', place.roles) && (
        <Button
          small
          shortcut={key('KeyU', t.desk.nuisance)}
          onPress={() => begin({ ...nothingSaid, subject: t.desk.nuisance, outcome: undefined }, 'nuisance', 'subject')}
        >
          {t.desk.nuisance}
        </Button>
      )}
    </div>
  );
}
