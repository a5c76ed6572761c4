import { useState } from 'react';
import type { Json } from '../api/client.js';
import { ActForm, type Refusal } from '../act/ActForm.js';
import type { Values } from '../act/values.js';
import { Button } from '../look/button.js';
import type { Shortcut } from '../look/keys.js';
import { Sheet } from '../look/dialog.js';
import { Card } from '../look/parts.js';
import { useWords } from '../words/words.js';

interface ActsProps {
  of: Json<'CaseDetailsJson'>;
  kind: Json<'KindJson'>;
  rules: Json<'KindsJson'>;
  onDone: (name: string) => void;
}

/** What can be done now: the reader's own acts as buttons with key and clause; those of others, and those that nobody can do now, with the reason. */
export function Acts({ of, kind, rules, onDone }: ActsProps) {
  const { t, language } = useWords();
  const [open, setOpen] = useState<string>();
  const [first, setFirst] = useState<Values>();
  const mine = of.nextActs.filter(({ yours }) => yours);
  // What gets done what is due comes first; the rest is there for when it is needed.
  const due = mine.filter((next) => of.dueActs.includes(next.act));
  const rest = mine.filter((next) => !due.includes(next));
  const keyOf = (next: (typeof mine)[number]): Shortcut | undefined => {
    const index = [...due, ...rest].indexOf(next);
    return index < 9 ? { code: `Digit${index + 1}`, alt: true, label: next.name } : undefined;
  };
  const others = of.nextActs.filter(({ yours, possible }) => !yours && possible);
  const notNow = of.nextActs.filter(({ possible }) => !possible);
  const close = () => {
    setOpen(undefined);
    setFirst(undefined);
  };
  const act = kind.acts.find((one) => one.act === open);
  return (
    <Card title={t.case.acts}>
      {mine.length === 0 && <p className="text-sm text-muted">{of.closedAt ? t.case.closed : t.case.nothingForYou}</p>}
      <ul className="flex flex-col gap-2">
        {due.map((next, index) => (
          <li key={next.act}>
            <Button
              look={index === 0 ? 'primary' : 'secondary'}
              className="w-full justify-between! px-3!"
              shortcut={keyOf(next)}
              onPress={() => setOpen(next.act)}
            >
              <span className="text-left">{next.name}</span>
              <span className="ml-auto text-xs whitespace-nowrap opacity-80">{next.clause}</span>
            </Button>
          </li>
        ))}
      </ul>
      {rest.length > 0 && (
        <ul className="mt-3 flex flex-wrap gap-1.5">
          {rest.map((next) => (
            <li key={next.act}>
              <Button small shortcut={keyOf(next)} onPress={() => setOpen(next.act)}>
                {next.name} <span className="text-xs whitespace-nowrap text-muted">{next.clause}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      <WithReasons title={t.case.notNow(notNow.length)} lead="" acts={notNow} />
      <WithReasons title={t.case.othersActs(others.length)} lead={t.case.notYou} acts={others} />
      <Sheet side title={act ? act.name[language] : ''} isOpen={act !== undefined} onClose={close}>
        {act && (
          <ActForm
            key={act.act}
            on={of}
            act={act}
            rules={rules}
            {...(first ? { first } : {})}
            renderOffer={(refusal, { promisedAt }) => (
              <MoreTime
                of={of}
                refusal={refusal}
                ask={(clock) => {
                  setFirst({ clock, until: promisedAt });
                  setOpen('request-extension');
                }}
              />
            )}
            onDone={() => {
              close();
              onDone(act.name[language]);
            }}
          />
        )}
      </Sheet>
    </Card>
  );
}

/** Where the limit of a rule stands in the way of a promise: more time is asked for here, or who asks for it is said. */
function MoreTime({
  of,
  refusal,
  ask,
}: {
  of: Json<'CaseDetailsJson'>;
  refusal: Refusal;
  ask: (clock: string) => void;
}) {
  const { t } = useWords();
  const next = of.nextActs.find(({ act }) => act === 'request-extension');
  const clock = of.clocks.find(
    (one) => one.clause === refusal.clause && one.metAt === null && one.stoppedAt === null && one.id !== 'promise-kept',
  );
  if (refusal.code !== 'bad-time' || !next || !clock) return null;
  if (next.yours)
    return (
      <Button className="w-fit" onPress={() => ask(clock.id)}>
        {next.name}
        {t.common.colon}
        {clock.name}
      </Button>
    );
  return (
    <p className="text-sm text-muted">
      <span className="font-medium">{next.name}</span>
      {t.common.colon}
      {next.because?.text}
    </p>
  );
}

/** Acts that are not to be done, folded away: each with its reason and the clause of that. */
function WithReasons({ title, lead, acts }: { title: string; lead: string; acts: Json<'NextActJson'>[] }) {
  if (acts.length === 0) return null;
  return (
    <details className="mt-3">
      <summary className="cursor-pointer text-sm text-muted">{title}</summary>
      <ul className="mt-2 flex flex-col gap-2 text-sm">
        {acts.map(({ act, name, clause, because }) => (
          <li key={act}>
            <span className="font-medium">{name}</span> <span className="text-muted">{clause}</span>
            <br />
            {because && (
              <span className="text-muted">
                {lead}
                {because.text}
                {because.clause && because.clause !== clause && ` ${because.clause}`}
              </span>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
