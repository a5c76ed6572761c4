import { useMemo, useState } from 'react';
import { Problem } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { whenText } from '../clock/when.js';
import { Button } from '../look/button.js';
import { useCursor } from '../look/cursor.js';
import { useShortcut } from '../look/keys.js';
import { Banner, Empty, PageTitle } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { ActSheet } from '../work/ActSheet.js';
import { SeveralSheet, type SeveralActs } from '../work/SeveralSheet.js';
import { useRulesOfTasks, useTasks, type Task } from '../work/use-tasks.js';
import { Decision } from './Decision.js';
import { decisionsOf } from './decisions.js';
import { RequestFacts } from './Request.js';

const idOf = ({ number, id }: Task): string => `${number} ${id}`;
const none: ReadonlySet<string> = new Set();

/** What those above are asked to decide: more time first, then instructions and confirmations. */
export function ApprovalsPage() {
  const own = usePageWords('approvals');
  const { t, language } = useWords();
  const { all, isPending, error } = useTasks({});
  const tasks = useMemo(() => decisionsOf(all), [all]);
  const ids = useMemo(() => tasks.map(idOf), [tasks]);
  const cursor = useCursor(ids);
  const [chosen, setChosen] = useState(none);
  const [open, setOpen] = useState<{ task: Task; act: string }>();
  const [several, setSeveral] = useState<SeveralActs>();
  const [said, setSaid] = useState<string>();
  const picked = tasks.filter((task) => task.request && chosen.has(idOf(task)));
  // As it stands now; one that somebody else has answered meanwhile stays open, and the ledger says so.
  const opened = open && (tasks.find((task) => idOf(task) === idOf(open.task)) ?? open.task);
  const isFree = !opened && !several;
  const rulesOf = useRulesOfTasks(all);

  const toggle = (id: string) =>
    setChosen((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  useShortcut({ code: 'KeyJ', label: own.enterList }, cursor.focus);
  useShortcut(isFree && cursor.id ? { code: 'KeyX', label: own.chooseKey } : undefined, () => {
    if (tasks.some((task) => idOf(task) === cursor.id && task.request)) toggle(cursor.id!);
  });
  const requests = tasks.filter(({ request }) => request).length;
  return (
    <>
      <PageTitle>
        {t.shell.approvals}{' '}
        {tasks.length > 0 && (
          <span className="text-base font-normal text-muted">{own.count(requests, tasks.length - requests)}</span>
        )}
      </PageTitle>
      <div aria-live="polite" className="mb-3 empty:hidden">
        {said && <Banner tone="ok">{said}</Banner>}
      </div>
      {picked.length > 0 && (
        <ChosenRequests
          count={picked.length}
          hasKeys={isFree}
          onAnswer={(act) => setSeveral({ act, tasks: picked })}
          onClear={() => setChosen(none)}
        />
      )}
      {error instanceof Problem && <Banner tone="late">{problemText(error, t)}</Banner>}
      {isPending && <p className="text-muted">{t.common.loading}</p>}
      {!isPending && !error && tasks.length === 0 && <Empty title={own.empty}>{own.emptyAbout}</Empty>}
      {tasks.length > 0 && (
        <div role="feed" aria-label={t.shell.approvals} className="flex max-w-4xl flex-col gap-3" {...cursor.frame}>
          {tasks.map((task, at) => (
            <Decision
              key={ids[at]}
              task={task}
              rules={rulesOf(task)}
              entry={cursor.entry(ids[at]!)}
              hasCursor={ids[at] === cursor.id}
              hasKeys={isFree && picked.length === 0}
              place={{ at, of: tasks.length }}
              isChosen={chosen.has(ids[at]!)}
              onChoose={() => toggle(ids[at]!)}
              onAct={(act) => setOpen({ task, act })}
              onDone={(answer, until) => setSaid(own[answer](task.number, until ? whenText(until, language) : ''))}
            />
          ))}
        </div>
      )}
      {tasks.length > 0 && <p className="mt-3 text-xs text-muted max-md:hidden">{own.keys}</p>}
      <ActSheet
        task={opened}
        act={open?.act ?? ''}
        rules={opened && rulesOf(opened)}
        // Less than was asked for: without a time it would be all of it.
        start={open?.act === 'grant-extension' ? 'until' : undefined}
        about={opened?.request && <RequestFacts request={opened.request} />}
        onClose={() => setOpen(undefined)}
        onDone={(act) => {
          setSaid(own.recorded(opened?.number ?? '', act));
          setOpen(undefined);
        }}
      />
      <SeveralSheet
        of={several}
        rulesOf={rulesOf}
        onClose={() => {
          setSeveral(undefined);
          setChosen(none);
        }}
      />
    </>
  );
}

/** Over the list while some are chosen: one answer for all, tried on each of them first. */
function ChosenRequests({
  count,
  hasKeys,
  onAnswer,
  onClear,
}: {
  count: number;
  hasKeys: boolean;
  onAnswer: (act: string) => void;
  onClear: () => void;
}) {
  const own = usePageWords('approvals');
  const key = (code: string, label: string) => (hasKeys ? { code, label } : undefined);
  return (
    <div
      role="toolbar"
      aria-label={own.chosen(count)}
      className="sticky top-0 z-20 mb-3 flex max-w-4xl flex-wrap items-center gap-2 rounded-lg border border-accent bg-tint px-3 py-2 text-sm"
    >
      <span className="font-medium" aria-live="polite">
        {own.chosen(count)}
      </span>
      <Button small look="primary" shortcut={key('KeyG', own.grantAll)} onPress={() => onAnswer('grant-extension')}>
        {own.grantAll}
      </Button>
      <Button small look="danger" shortcut={key('KeyR', own.refuseAll)} onPress={() => onAnswer('refuse-extension')}>
        {own.refuseAll}
      </Button>
      <Button small look="quiet" className="ml-auto" shortcut={key('Escape', own.unchoose)} onPress={onClear}>
        {own.unchoose}
      </Button>
    </div>
  );
}
