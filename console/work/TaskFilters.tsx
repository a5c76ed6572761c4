import { Button } from '../look/button.js';
import { useWords } from '../words/words.js';
import { FilterFold, FilterSelect, FilterWords, type FilterChoice } from './filters.js';
import type { Task } from './use-tasks.js';

type Names = 'scope' | 'kind' | 'site' | 'late' | 'q';

/** How many tasks there are of each value, in the order in which they come. */
function choicesBy(tasks: readonly Task[], of: (task: Task) => FilterChoice): FilterChoice[] {
  const found = new Map<string, FilterChoice & { count: number }>();
  for (const task of tasks) {
    const { id, name } = of(task);
    const known = found.get(id);
    if (known) known.count += 1;
    else found.set(id, { id, name, count: 1 });
  }
  return [...found.values()].sort((a, b) => b.count - a.count);
}

/** The filters of My work; their choices are what is there. */
export function TaskFilterBar({
  all,
  values,
  set,
  clear,
  siteName,
}: {
  all: readonly Task[];
  values: Partial<Record<Names, string>>;
  set: (name: Names, value: string) => void;
  clear: () => void;
  siteName: (id: string) => string;
}) {
  const { t } = useWords();
  const late = all.filter((task) => task.late).length;
  return (
    <>
      <FilterFold set={Object.keys(values).filter((name) => name !== 'q').length}>
        <FilterSelect
          label={t.work.scope}
          choices={choicesBy(all, ({ scope }) => ({ id: scope, name: t.work.scopes[scope] }))}
          value={values.scope}
          onChange={(value) => set('scope', value)}
        />
        <FilterSelect
          label={t.common.kind}
          choices={choicesBy(all, ({ kind, kindName }) => ({ id: kind, name: kindName }))}
          value={values.kind}
          onChange={(value) => set('kind', value)}
        />
        <FilterSelect
          label={t.common.site}
          choices={choicesBy(all, ({ site }) => ({ id: site, name: siteName(site) }))}
          value={values.site}
          onChange={(value) => set('site', value)}
        />
        <FilterSelect
          label={t.work.lateFilter}
          choices={[
            { id: 'true', name: t.work.lateOnly, count: late },
            { id: 'false', name: t.work.notLate, count: all.length - late },
          ]}
          value={values.late}
          onChange={(value) => set('late', value)}
        />
      </FilterFold>
      <FilterWords label={t.work.words} value={values.q} onChange={(value) => set('q', value)} />
      {Object.keys(values).length > 0 && (
        <Button small look="quiet" onPress={clear}>
          {t.work.clear}
        </Button>
      )}
    </>
  );
}
