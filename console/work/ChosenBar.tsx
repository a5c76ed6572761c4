import { Button } from '../look/button.js';
import { useWords } from '../words/words.js';
import { dispatchActOf, dispatchKeys, type DispatchWay } from './dispatch-acts.js';
import { actOf, type RulesOf, type Task } from './use-tasks.js';

/** What can be done with all that are chosen: the acts that get each of them done, then taking, giving back, sending on. */
export function actsForAll(tasks: readonly Task[]): string[] {
  const [first, ...others] = tasks;
  return (first?.acts ?? []).filter((act) => others.every(({ acts }) => acts.includes(act)));
}

/** The act on all that are chosen; undefined where no kind of theirs has one. */
export function dispatchForAll(way: DispatchWay, tasks: readonly Task[], rulesOf: RulesOf): string | undefined {
  return dispatchActOf(way, tasks, (task, act) => actOf(task, act, rulesOf(task)) !== undefined);
}

/** Shown while rows are chosen: how many, and what can be done with all of them. */
export function ChosenBar({
  tasks,
  rulesOf,
  hasKeys,
  onAct,
  onClear,
}: {
  tasks: readonly Task[];
  rulesOf: RulesOf;
  /** Not while a form is open over the list: its fields take digits. */
  hasKeys: boolean;
  onAct: (act: string) => void;
  onClear: () => void;
}) {
  const { t, language } = useWords();
  if (tasks.length === 0) return null;
  const acts = actsForAll(tasks);
  const ways = Object.entries(dispatchKeys).flatMap(([code, way]) => {
    const act = dispatchForAll(way, tasks, rulesOf);
    return act === undefined ? [] : [{ code, way, act }];
  });
  const nameOf = (act: string) => actOf(tasks[0]!, act, rulesOf(tasks[0]!))?.name[language] ?? act;
  return (
    <div
      role="toolbar"
      aria-label={t.work.chosen(tasks.length)}
      className="sticky top-0 z-20 mb-2 flex flex-wrap items-center gap-2 rounded-lg border border-accent bg-tint px-3 py-2 text-sm"
    >
      <span className="font-medium" aria-live="polite">
        {t.work.chosen(tasks.length)}
      </span>
      {acts.length === 0 && <span className="text-muted">{t.work.noCommon}</span>}
      {acts.map((act, index) => (
        <Button
          key={act}
          small
          look={index === 0 ? 'primary' : 'secondary'}
          shortcut={hasKeys && index < 9 ? { code: `Digit${index + 1}`, label: nameOf(act) } : undefined}
          onPress={() => onAct(act)}
        >
          {nameOf(act)}
        </Button>
      ))}
      {ways
        .filter(({ act }) => !acts.includes(act))
        .map(({ code, way, act }) => (
          <Button
            key={code}
            small
            shortcut={hasKeys ? { code, label: t.work[way] } : undefined}
            onPress={() => onAct(act)}
          >
            {t.work[way]}
          </Button>
        ))}
      <Button
        small
        look="quiet"
        className="ml-auto"
        shortcut={hasKeys ? { code: 'Escape', label: t.work.unchoose } : undefined}
        onPress={onClear}
      >
        {t.work.unchoose}
      </Button>
    </div>
  );
}
