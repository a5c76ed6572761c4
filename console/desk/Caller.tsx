import { keepPreviousData } from '@tanstack/react-query';
import { lazy, Suspense, useState, type RefObject } from 'react';
import { $api, type Json } from '../api/client.js';
import { isEmpty } from '../act/values.js';
import { Button } from '../look/button.js';
import { Badge, Banner, Card } from '../look/parts.js';
import { useWords } from '../words/words.js';
import { digitsOf } from './call.js';
import { AllOf, CallerCases } from './CallerCases.js';
import { focusField } from './focus-field.js';
import { useLater } from '../act/later.js';
import type { DeskCall } from './use-call.js';

type Item = Json<'CaseItemJson'>;

const OnCase = lazy(async () => ({ default: (await import('./OnCase.js')).OnCase }));

/** So many digits are asked for, and so many letters of a place. */
const leastDigits = 5;
const leastPlace = 3;

/** Who is calling: what is open, what was promised, what was before; there before the first question. */
export function Caller({ desk, form }: { desk: DeskCall; form: RefObject<HTMLFormElement | null> }) {
  const { t } = useWords();
  const { values } = desk.call;
  const phone = useLater(digitsOf(values['phone']).length >= leastDigits ? String(values['phone']).trim() : '', 250);
  const place = useLater(String(values['place'] ?? '').trim(), 400);
  const asked = phone ? { phone } : place.length >= leastPlace ? { place } : undefined;
  const { data } = $api.useQuery(
    'get',
    '/v1/callers',
    { params: { query: asked ?? {} } },
    { enabled: asked !== undefined, placeholderData: keepPreviousData },
  );
  const [on, setOn] = useState<Item>();
  const title = phone ? t.desk.caller : t.desk.callerAtPlace;
  if (!asked || !data)
    return (
      <Card title={t.desk.caller}>
        <p className="text-sm text-muted">{asked ? t.common.loading : t.desk.callerHint}</p>
      </Card>
    );
  const { thisWeek, open, earlier } = data;
  const isNew = open.length + earlier.length === 0;
  return (
    <Card
      title={title}
      side={thisWeek > 0 && <Badge tone={thisWeek >= 2 ? 'warn' : 'plain'}>{t.desk.thisWeek(thisWeek)}</Badge>}
    >
      <div className="flex flex-col gap-3 text-sm" aria-live="polite">
        {isNew && <p className="text-muted">{t.desk.newCaller}</p>}
        {thisWeek >= 2 && <Banner tone="warn">{t.desk.nthCall(thisWeek + 1)}</Banner>}
        <TakeOver desk={desk} form={form} from={[...open, ...earlier]} />
        <CallerCases of={data} onNote={setOn} mostEarlier={5} />
        {!isNew && <AllOf {...asked} />}
      </div>
      <Suspense>
        {on && (
          <OnCase
            of={on}
            close={() => {
              setOn(undefined);
              focusField(form.current, 'phone');
            }}
          />
        )}
      </Suspense>
    </Card>
  );
}

/** Name and address as they were given last time: one key instead of asking again. */
function TakeOver({
  desk,
  form,
  from,
}: {
  desk: DeskCall;
  form: RefObject<HTMLFormElement | null>;
  from: readonly Item[];
}) {
  const { t } = useWords();
  const { values } = desk.call;
  const last = from.find(({ customer, place }) => customer ?? place);
  if (!last || !isEmpty(values['customer']) || !isEmpty(values['place'])) return null;
  const label = t.desk.takeOver([last.customer, last.place].filter(Boolean).join(' · '));
  return (
    <Button
      small
      className="w-fit text-left"
      shortcut={{ code: 'KeyV', alt: true, label }}
      onPress={() => {
        // They live where their last case was, whichever site the desk is set to.
        if (last.site !== desk.place.site.id) desk.setPlace({ site: last.site, rulebook: '' });
        if (last.customer) desk.setValue('customer', last.customer);
        if (last.place) desk.setValue('place', last.place);
        focusField(form.current, desk.kind ? 'subject' : 'kind');
      }}
    >
      {label}
    </Button>
  );
}
