import { useId, useMemo, useState } from 'react';
import { Form } from 'react-aria-components';
import { Control } from '../act/Control.js';
import { bodyOf, isEmpty, type Values } from '../act/values.js';
import { Button } from '../look/button.js';
import { Badge, Banner } from '../look/parts.js';
import { useWords } from '../words/words.js';
import { firstOf } from './ActSheet.js';
import { useSeveral, type Outcome } from './use-several.js';
import { actOf, type RulesOf, type Task } from './use-tasks.js';

interface SeveralFormProps {
  tasks: readonly Task[];
  act: string;
  rulesOf: RulesOf;
  onClose: () => void;
}

/** The fields and the account of one act on several cases. */
export function SeveralForm({ tasks, act: name, rulesOf, onClose }: SeveralFormProps) {
  const { t } = useWords();
  const id = useId();
  const [values, setValues] = useState<Values>({});
  const model = tasks.find((task) => actOf(task, name, rulesOf(task))) ?? tasks[0]!;
  const rules = rulesOf(model)!;
  const act = actOf(model, name, rules)!;
  const fields = act.fields.filter((field) => !(field.name in firstOf(model, name)));
  const body = useMemo(() => bodyOf(values), [values]);
  const { outcomes, phase, count, send } = useSeveral(tasks, name, {
    bodyOf: (task) => ({ ...body, ...firstOf(task, name) }),
    isComplete: fields.every((field) => field.optional || !isEmpty(body[field.name])),
    hasAct: (task) => actOf(task, name, rulesOf(task)) !== undefined,
    notForKind: t.work.notForKind,
  });
  const isOver = phase === 'sending' || phase === 'sent';
  const settled = outcomes.length - count('waiting');
  return (
    <Form
      id={id}
      validationBehavior="aria"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (phase === 'ready' && count('will') > 0) send();
      }}
    >
      {!isOver && <p className="text-sm text-muted">{t.work.severalAbout}</p>}
      {!isOver &&
        fields.map((field, index) => (
          <Control
            key={field.name}
            field={field}
            rules={rules}
            site={model.site}
            timeZone={rules.timeZone}
            value={values[field.name]}
            onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))}
            autoFocus={index === 0}
          />
        ))}
      <div aria-live="polite" className="flex flex-wrap gap-2 text-sm font-medium">
        {phase === 'filling' && <span className="font-normal text-muted">{t.work.fillIn}</span>}
        {phase === 'trying' && <span>{t.work.trying(settled, outcomes.length)}</span>}
        {phase === 'ready' && <Badge tone="ok">{t.work.will(count('will'))}</Badge>}
        {phase === 'ready' && count('refused') > 0 && <Badge tone="late">{t.work.refused(count('refused'))}</Badge>}
        {phase === 'ready' && count('unanswered') > 0 && <Badge tone="warn">{t.work.tryFailed}</Badge>}
        {phase === 'sending' && (
          <span>{t.work.progress(count('done') + 1, count('done') + count('will') + count('unanswered'))}</span>
        )}
      </div>
      {phase === 'sending' && <progress className="w-full accent-accent" max={tasks.length} value={count('done')} />}
      {phase === 'sent' && (
        <Banner tone={count('unanswered') > 0 ? 'warn' : 'ok'}>
          {[
            t.work.account(count('done')),
            ...(count('refused') > 0 ? [t.work.accountRefused(count('refused'))] : []),
            ...(count('unanswered') > 0 ? [t.work.accountUnanswered(count('unanswered'))] : []),
          ].join(' · ')}
        </Banner>
      )}
      {phase !== 'filling' && <Outcomes of={outcomes} />}
      <div className="sticky bottom-0 flex flex-wrap gap-2 bg-surface py-2">
        {phase === 'sent' ? (
          <>
            {count('unanswered') > 0 && (
              <Button look="primary" onPress={send}>
                {t.work.again(count('unanswered'))}
              </Button>
            )}
            <Button look={count('unanswered') > 0 ? 'secondary' : 'primary'} onPress={onClose} autoFocus>
              {t.common.close}
            </Button>
          </>
        ) : (
          <Button
            type="submit"
            look="primary"
            isPending={phase === 'sending'}
            isDisabled={phase !== 'sending' && (phase !== 'ready' || count('will') === 0)}
            shortcut={{ code: 'KeyS', alt: true, label: t.common.send }}
            form={id}
          >
            {phase === 'sending' ? t.common.sending : t.work.sendSeveral(count('will'))}
          </Button>
        )}
      </div>
    </Form>
  );
}

const rank: Record<Outcome['state'], number> = { refused: 0, unanswered: 1, waiting: 2, will: 3, done: 4 };

/** Each case with what would happen, or has: those that were refused first, with the reason. */
function Outcomes({ of }: { of: readonly Outcome[] }) {
  const marks = { waiting: '…', will: '✓', done: '✓', refused: '✕', unanswered: '?' };
  const tones = {
    waiting: 'text-muted',
    will: 'text-ok',
    done: 'text-ok',
    refused: 'text-late',
    unanswered: 'text-warn',
  };
  return (
    <ul className="flex flex-col divide-y divide-line rounded-md border border-line text-sm">
      {[...of]
        .sort((a, b) => rank[a.state] - rank[b.state])
        .map(({ task, state, why }) => (
          <li key={task.number} className="flex gap-2 px-3 py-1.5">
            <span aria-hidden="true" className={`w-4 shrink-0 text-center font-bold ${tones[state]}`}>
              {marks[state]}
            </span>
            <span className="min-w-0">
              <span className="tabular-nums">{task.number}</span> {task.subject ?? task.kindName}
              {why && (
                <span className={`block ${tones[state]}`}>
                  {why.text} {why.clause && <b>{why.clause}</b>}
                </span>
              )}
            </span>
          </li>
        ))}
    </ul>
  );
}
