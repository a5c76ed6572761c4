import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { addresses } from '../addresses.js';
import type { Json } from '../api/client.js';
import { TimeLeft } from '../clock/left.js';
import { When, whenText } from '../clock/when.js';
import { Button } from '../look/button.js';
import type { Cursor } from '../look/cursor.js';
import { Badge } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { actOf, type Task } from '../work/use-tasks.js';
import { LastEntries } from './LastEntries.js';
import { RequestAnswers, RequestFacts } from './Request.js';

interface DecisionProps {
  task: Task;
  rules: Json<'KindsJson'> | undefined;
  entry: ReturnType<Cursor['entry']>;
  hasCursor: boolean;
  /** Not while several are chosen or a form is open. */
  hasKeys: boolean;
  place: { at: number; of: number };
  isChosen: boolean;
  onChoose: () => void;
  onAct: (act: string) => void;
  onDone: (answer: 'granted' | 'refused', until?: string) => void;
}

/** One thing to decide: all that is needed for it, and the answers with their keys. */
export function Decision(props: DecisionProps) {
  const { task, rules, entry, hasCursor, hasKeys, place, isChosen, onChoose, onAct, onDone } = props;
  const own = usePageWords('approvals');
  const { language } = useWords();
  const { request } = task;
  return (
    <article
      {...entry}
      aria-label={`${task.number} ${task.name}`}
      aria-posinset={place.at + 1}
      aria-setsize={place.of}
      aria-current={hasCursor}
      className={`flex flex-col gap-3 rounded-lg border bg-surface p-4 ${hasCursor ? 'border-accent ring-1 ring-accent' : 'border-line'} ${task.late ? 'shadow-[inset_3px_0_0_var(--color-late)]' : ''}`}
    >
      <header className="flex flex-wrap items-start gap-x-3 gap-y-1">
        {request && (
          <input
            type="checkbox"
            aria-label={own.choose(task.number)}
            className="mt-1 size-4 accent-accent"
            checked={isChosen}
            onChange={onChoose}
          />
        )}
        <div className="min-w-0 flex-1 basis-48">
          <h2 className="flex flex-wrap items-center gap-x-2 font-medium">
            {request ? own.asksForTime(task.subject ?? task.kindName) : task.name}
            <span className="text-xs font-normal text-muted">{request?.clause ?? task.clause}</span>
          </h2>
          <p className="text-sm text-muted">
            <Link href={addresses.case(task.number)} className="text-accent tabular-nums underline">
              {task.number}
            </Link>{' '}
            {[request ? task.kindName : (task.subject ?? task.kindName), task.place, task.statusName]
              .filter(Boolean)
              .join(' · ')}{' '}
            {task.forName && <Badge tone="accent">{own.decidesFor(task.forName)}</Badge>}{' '}
            {task.tierName && <Badge tone={task.tier === 'major' ? 'late' : 'accent'}>{task.tierName}</Badge>}
          </p>
        </div>
        {task.due && (
          <p className="text-right text-sm max-sm:basis-full max-sm:text-left">
            <TimeLeft due={task.due} warnAt={task.warnAt} />
            <span className="block text-xs text-muted">{own.answerBy(whenText(task.due, language))}</span>
          </p>
        )}
      </header>
      {request ? <RequestFacts request={request} /> : <Silence task={task} />}
      {hasCursor && <LastEntries task={task} rules={rules} />}
      {request ? (
        <RequestAnswers
          task={task}
          request={request}
          hasKeys={hasCursor && hasKeys}
          onLess={() => onAct('grant-extension')}
          onDone={onDone}
        />
      ) : (
        <ActButtons task={task} rules={rules} hasKeys={hasCursor && hasKeys} onAct={onAct} />
      )}
    </article>
  );
}

function ActButtons({ task, rules, hasKeys, onAct }: Pick<DecisionProps, 'task' | 'rules' | 'hasKeys' | 'onAct'>) {
  const { language } = useWords();
  return (
    <div className="flex flex-wrap gap-2">
      {task.acts.map((act, index): ReactNode => {
        const name = actOf(task, act, rules)?.name[language] ?? act;
        return (
          <Button
            key={act}
            small
            look={index === 0 ? 'primary' : 'secondary'}
            shortcut={hasKeys && index < 9 ? { code: `Digit${index + 1}`, label: name } : undefined}
            onPress={() => onAct(act)}
          >
            {name}
          </Button>
        );
      })}
    </div>
  );
}

/** What happens by itself where nobody decides. */
function Silence({ task: { next } }: { task: Task }) {
  const own = usePageWords('approvals');
  const { t } = useWords();
  return (
    <p className="text-sm text-muted">
      <span className="text-xs font-medium">{own.ifNobody}</span>{' '}
      {next ? (
        <>
          <When at={next.at} /> {own.moments[next.kind as 'warn']}
          {next.roles.length > 0 && own.toldThen(next.roles.map(({ roleName }) => roleName).join(t.act.and))}
        </>
      ) : (
        own.nothingNext
      )}
    </p>
  );
}
