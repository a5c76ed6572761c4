import { $api, type Json } from '../api/client.js';
import { When } from '../clock/when.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import type { Task } from '../work/use-tasks.js';

/** Entries that are read: the desk's own are left out, so more than are shown. */
const readAtMost = 20;
const shownAtMost = 4;

/** What people did with the case last, the newest first; read only for the row that has the cursor. */
export function LastEntries({ task, rules }: { task: Task; rules: Json<'KindsJson'> | undefined }) {
  const own = usePageWords('approvals');
  const { t, language } = useWords();
  const { number, seq, kind } = task;
  const { data } = $api.useQuery('get', '/v1/cases/{number}/timeline', {
    params: { path: { number }, query: { after: Math.max(0, seq - readAtMost), limit: readAtMost } },
  });
  const acts = rules?.kinds.find((one) => one.kind === kind)?.acts ?? [];
  const shown = (data?.entries ?? [])
    .flatMap((entry) => {
      const name = acts.find(({ act }) => act === entry.act)?.name[language];
      return name ? [{ entry, name }] : [];
    })
    .slice(-shownAtMost)
    .reverse();
  return (
    <section aria-label={own.happened} className="text-sm">
      <h3 className="mb-1 text-xs text-muted">{own.happened}</h3>
      {!data && <p className="text-muted">{t.common.loading}</p>}
      <ol className="flex flex-col gap-0.5 border-l-2 border-line pl-3">
        {shown.map(({ entry, name }) => (
          <li key={entry.seq} className="flex flex-wrap gap-x-2">
            <span>{name}</span>
            <span className="text-muted">
              {entry.actor.name}
              {entry.roleName !== entry.actor.name && ` · ${entry.roleName}`}
            </span>
            <span className="ml-auto text-muted">
              <When at={entry.happenedAt} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
