import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useSendOnce } from '../act/send.js';
import { $api, api, Problem } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { Button } from '../look/button.js';
import { Sheet } from '../look/dialog.js';
import { TextInput } from '../look/fields.js';
import { Badge, Banner } from '../look/parts.js';
import { useWords } from '../words/words.js';

/** Saved filters of a list (视图): chosen by one click, shared with colleagues, deleted by whoever saved them. */
export function Views({ page, query, open }: { page: string; query: string; open: (query: string) => void }) {
  const { t } = useWords();
  const client = useQueryClient();
  const { data } = $api.useQuery('get', '/v1/views', {}, { staleTime: 60_000 });
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const views = data?.views.filter((view) => view.page === page) ?? [];
  const now = views.find((view) => view.query === query);
  const remove = async (id: string): Promise<void> => {
    setProblem(undefined);
    try {
      await api.DELETE('/v1/views/{id}', { params: { path: { id } } });
      await client.invalidateQueries({ predicate: ({ queryKey: [, path] }) => path === '/v1/views' });
    } catch (refused) {
      if (!(refused instanceof Problem)) throw refused;
      setProblem(refused);
    }
  };
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-1.5 text-sm" role="group" aria-label={t.work.views}>
        {views.map((view) => (
          <button
            key={view.id}
            type="button"
            aria-pressed={view === now}
            onClick={() => open(view === now ? '' : view.query)}
            className={`inline-flex min-h-8 cursor-pointer items-center gap-1.5 rounded-full border px-3 ${view === now ? 'border-accent bg-tint font-medium text-accent-deep' : 'border-line bg-surface hover:bg-raised'}`}
          >
            {view.name}
            {view.shared && <span className="text-xs text-muted">{view.mine ? t.work.shared : view.byName}</span>}
          </button>
        ))}
        {query !== '' && !now && (
          <Button
            small
            look="quiet"
            shortcut={{ code: 'KeyV', label: t.work.saveView }}
            onPress={() => setSaving(true)}
          >
            {t.work.saveView}
          </Button>
        )}
        {now?.mine && (
          <Button small look="quiet" onPress={() => void remove(now.id)}>
            {t.work.deleteView}
          </Button>
        )}
        {problem && <Badge tone="late">{problemText(problem, t)}</Badge>}
      </div>
      <Sheet title={t.work.saveView} isOpen={isSaving} onClose={() => setSaving(false)}>
        <SaveView page={page} query={query} onDone={() => setSaving(false)} />
      </Sheet>
    </>
  );
}

function SaveView({ page, query, onDone }: { page: string; query: string; onDone: () => void }) {
  const { t } = useWords();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const { submit, isPending, problem } = useSendOnce(
    (key) =>
      api.POST('/v1/views', {
        params: { header: { 'Idempotency-Key': key } },
        body: { page, name: name.trim(), query, shared },
      }),
    onDone,
  );
  return (
    <Form
      validationBehavior="aria"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') submit(JSON.stringify([page, name, query, shared]));
      }}
    >
      <p className="text-sm text-muted">{t.work.viewAdvice}</p>
      <TextInput label={t.work.viewName} value={name} onChange={setName} maxLength={100} autoFocus />
      <label className="flex min-h-9 cursor-pointer items-center gap-2">
        <input
          type="checkbox"
          checked={shared}
          onChange={({ target }) => setShared(target.checked)}
          className="size-4.5 accent-accent"
        />
        {t.work.viewShared}
      </label>
      {problem && <Banner tone="late">{problem.errors[0]?.detail ?? problemText(problem, t)}</Banner>}
      <Button type="submit" look="primary" isPending={isPending} isDisabled={name.trim() === ''}>
        {t.common.save}
      </Button>
    </Form>
  );
}
