import { useEffect, useRef, useState } from 'react';
import { Form } from 'react-aria-components';
import { useLocation, useSearch } from 'wouter';
import { addresses } from '../addresses.js';
import { Preview } from '../act/Preview.js';
import { Button } from '../look/button.js';
import { Banner, Empty, PageTitle } from '../look/parts.js';
import { useMe } from '../api/me.js';
import { useWords } from '../words/words.js';
import { digitsOf, isBlank } from './call.js';
import { Caller } from './Caller.js';
import { CallForm } from './CallForm.js';
import { focusField } from './focus-field.js';
import { Opening } from './Opening.js';
import { QuickCalls } from './QuickCalls.js';
import { Saved } from './Saved.js';
import type { SentCall } from './send-call.js';
import { Similar } from './Similar.js';
import { useCall, type DeskCall } from './use-call.js';
import { WorkPlace } from './WorkPlace.js';

/** The desk of a call-taker: who calls, what about, what will happen, saved; by keyboard alone. */
export function DeskPage() {
  const { t } = useWords();
  const me = useMe();
  if (me.sites.length === 0) return <Empty title={t.desk.noSite}>{t.desk.noSiteAdvice}</Empty>;
  return <Desk />;
}

function Desk() {
  const { t } = useWords();
  const [sent, setSent] = useState<SentCall>();
  const form = useRef<HTMLFormElement>(null);
  const desk = useCall((done) => {
    setSent(done);
    focusField(form.current, 'phone');
  });
  const { call, kind, isReady } = desk;
  const pop = useScreenPop(desk, () => focusField(form.current, kind ? 'customer' : 'kind'));
  if (!isReady) return <p className="text-muted">{t.common.loading}</p>;
  const nextCall = () => {
    focusField(form.current, 'phone', () => {
      setSent(undefined);
      desk.reset();
    });
  };
  return (
    <>
      <PageTitle
        side={
          <>
            <QuickCalls desk={desk} form={form} />
            <WorkPlace desk={desk} />
          </>
        }
      >
        {t.shell.desk}
      </PageTitle>
      {pop && (
        <div className="mb-4">
          <Banner tone="warn">
            <span className="flex flex-wrap items-center gap-2">
              {t.desk.anotherCall(pop.name)}
              <Button small onPress={pop.take}>
                {t.desk.takeIt}
              </Button>
              <Button small look="quiet" onPress={pop.leave}>
                {t.desk.finishFirst}
              </Button>
            </span>
          </Banner>
        </div>
      )}
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_23rem] xl:grid-rows-[auto_1fr]">
        <Form
          ref={form}
          id="call"
          validationBehavior="aria"
          className="contents"
          onSubmit={(event) => {
            event.preventDefault();
            if (isBlank(call)) return;
            const first = desk.submit();
            if (first !== undefined) focusField(form.current, first);
          }}
        >
          <div
            className="contents"
            onKeyDownCapture={(event) => {
              // Enter that ends a word which is being composed is not meant for the form.
              if (event.key === 'Enter' && (event.nativeEvent.isComposing || event.keyCode === 229))
                event.preventDefault();
            }}
          >
            <Opening desk={desk} />
            <CallForm desk={desk} form={form} nextCall={nextCall} />
          </div>
        </Form>
        <div className="contents xl:sticky xl:top-4 xl:col-start-2 xl:row-span-2 xl:row-start-1 xl:flex xl:max-h-[calc(100dvh-2rem)] xl:flex-col xl:gap-4 xl:overflow-y-auto">
          {desk.dry && (
            <div className="max-xl:hidden">
              <Preview dry={desk.dry} />
            </div>
          )}
          <div className="flex flex-col gap-4 max-xl:order-2">
            {sent && <Saved sent={sent} isOver={!isBlank(call)} nextCall={nextCall} />}
            <Caller key={call.id} desk={desk} form={form} />
          </div>
          <div className="max-xl:order-4">
            <Similar key={call.id} desk={desk} />
          </div>
        </div>
      </div>
    </>
  );
}

/** `/desk?phone=…`: a softphone opens the page. What is being written down is never thrown away for it. */
function useScreenPop(desk: DeskCall, onTaken: () => void) {
  const search = useSearch();
  const [, go] = useLocation();
  const [waiting, setWaiting] = useState<Record<string, string>>();
  const { isReady, call } = desk;
  const take = (given: Record<string, string>) => {
    const { phone, place, site, kind } = given;
    desk.reset({
      values: { ...(phone ? { phone } : {}), ...(place ? { place } : {}) },
      ...(kind ? { kind } : {}),
      ...(site ? { site } : {}),
    });
    setWaiting(undefined);
    setTimeout(onTaken);
  };
  useEffect(() => {
    const given = Object.fromEntries(new URLSearchParams(search));
    if (!isReady || Object.keys(given).length === 0) return;
    go(addresses.desk, { replace: true });
    if (isBlank(call)) take(given);
    else if (digitsOf(given['phone']) !== digitsOf(call.values['phone'])) setWaiting(given);
    // Only a new address is a new call.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [isReady, search]);
  return (
    waiting && {
      name: waiting['phone'] ?? waiting['place'] ?? '',
      take: () => take(waiting),
      leave: () => setWaiting(undefined),
    }
  );
}
