import { lazy, Suspense, useState } from 'react';
import { Form } from 'react-aria-components';
import { api, newKey, Problem, type Json } from '../api/client.js';
import { Button } from '../look/button.js';
import { RadioInput, SelectInput } from '../look/choices.js';
import { TextInput } from '../look/fields.js';
import { Card } from '../look/parts.js';
import { Refused } from '../look/refused.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { FoundCases } from './FoundCases.js';
import { emptyRequest, requestOf, type WrittenRequest } from './erasure-request.js';

const DateControl = lazy(async () => ({ default: (await import('../act/WhenControl.js')).DateControl }));

/** Erasing what was said of a person: which cases first, then, asked twice, for good. */
export function ErasePerson() {
  const own = usePageWords('retention');
  const { t } = useWords();
  const [written, setWritten] = useState<WrittenRequest>(emptyRequest);
  const [found, setFound] = useState<{ asked: string; answer: Json<'AskedErasureJson'> }>();
  const [problem, setProblem] = useState<Problem>();
  const [isLooking, setLooking] = useState(false);
  const request = requestOf(written);
  const text = JSON.stringify(request);
  const set = (change: Partial<WrittenRequest>) => setWritten((before) => ({ ...before, ...change }));
  const faultOf = (field: string) => problem?.errors.find((one) => one.field === field)?.detail;
  const look = async () => {
    if (isLooking) return;
    setLooking(true);
    setProblem(undefined);
    try {
      const { data } = await api.POST('/v1/erasures', {
        params: { query: { dry: true }, header: { 'Idempotency-Key': newKey() } },
        body: request,
      });
      setFound({ asked: text, answer: data! });
    } catch (error) {
      setFound(undefined);
      setProblem(error instanceof Problem ? error : new Problem(500, 'fault', '', t.common.fault));
    }
    setLooking(false);
  };
  return (
    <Card title={own.person}>
      <p className="mb-3 text-sm text-muted">{own.personAbout}</p>
      <Form
        validationBehavior="aria"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void look();
        }}
      >
        <RadioInput
          label={own.how}
          value={written.how}
          choices={(['phone', 'person', 'numbers'] as const).map((id) => ({ id, name: own.by[id] }))}
          onChange={(how) => set({ how: how as 'phone' })}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          {written.how === 'phone' && (
            <TextInput
              label={own.phone}
              help={own.phoneHelp}
              type="tel"
              autoComplete="off"
              maxLength={100}
              value={written.phone}
              onChange={(phone) => set({ phone })}
              error={faultOf('phone')}
            />
          )}
          {written.how === 'person' && (
            <>
              <TextInput
                label={own.customer}
                autoComplete="off"
                maxLength={100}
                value={written.customer}
                onChange={(customer) => set({ customer })}
                error={faultOf('customer')}
              />
              <TextInput
                label={own.place}
                help={own.placeHelp}
                autoComplete="off"
                maxLength={200}
                value={written.place}
                onChange={(place) => set({ place })}
                error={faultOf('place')}
              />
            </>
          )}
          {written.how === 'numbers' && (
            <TextInput
              label={own.numbers}
              help={own.numbersHelp}
              rows={3}
              value={written.numbers}
              onChange={(numbers) => set({ numbers })}
              error={problem?.errors.find(({ field }) => field.startsWith('numbers'))?.detail}
            />
          )}
          <SelectInput
            label={own.ground}
            choices={Object.entries(own.grounds).map(([id, name]) => ({ id, name }))}
            value={written.ground}
            onChange={(ground) => set({ ground: (ground || 'on-request') as 'on-request' })}
            error={faultOf('ground')}
          />
          <TextInput
            label={own.reason}
            help={own.reasonHelp}
            maxLength={500}
            value={written.reason}
            onChange={(reason) => set({ reason })}
            error={faultOf('reason')}
          />
          <Suspense>
            <DateControl
              label={own.requestedOn}
              isOptional
              value={written.requestedOn}
              onChange={(requestedOn) => set({ requestedOn: requestedOn ?? '' })}
              error={faultOf('requestedOn')}
            />
          </Suspense>
        </div>
        <Refused problem={problem} besideFields />
        <Button
          type="submit"
          look={found?.asked === text ? 'secondary' : 'primary'}
          className="w-fit"
          isPending={isLooking}
        >
          {own.look}
        </Button>
      </Form>
      {found?.asked === text && (
        <FoundCases
          key={text}
          request={request}
          found={found.answer}
          onErased={(answer) => setFound({ asked: text, answer })}
        />
      )}
    </Card>
  );
}
