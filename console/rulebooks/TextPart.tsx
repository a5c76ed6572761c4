import { useEffect, useRef, useState } from 'react';
import { useSendOnce } from '../act/send.js';
import { api, Problem, type Json } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { useDraft } from '../api/use-draft.js';
import { Button } from '../look/button.js';
import { useShortcut } from '../look/keys.js';
import { Banner, Card } from '../look/parts.js';
import { Refused } from '../look/refused.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { LineEditor, type LineEditorHandle, type LineFault } from './LineEditor.js';
import { useText, type Part, type Version } from './use-versions.js';
import { nextVersion, versionOfText, withVersion } from './version-text.js';

interface TextPartProps {
  version: Version;
  taken: readonly string[];
  onSaved: (version: Pick<Version, 'name' | 'version'>, part?: Part) => void;
}

/** The text of a version, and the next one written from it: checked line by line, then kept as a draft. */
export function TextPart({ version, taken, onSaved }: TextPartProps) {
  const own = usePageWords('rulebooks');
  const { t } = useWords();
  const editor = useRef<LineEditorHandle>(null);
  const { data, error } = useText(version.name, version.version);
  const draft = useDraft(`rulebook ${version.name} ${version.version}`, '');
  const [checked, setChecked] = useState<{ text: string; sound: boolean }>();
  const [seen, setSeen] = useState(-1);
  const isEditing = draft.value !== '';
  const text = isEditing ? draft.value : (data?.text ?? '');
  const upload = (dry: boolean) => async (key: string) => {
    const { data: answer } = await api.POST('/v1/rulebooks/drafts', {
      params: { query: dry ? { dry: true } : {}, header: { 'Idempotency-Key': key } },
      body: { text },
    });
    return answer as Json<'VersionJson'>;
  };
  const check = useSendOnce(upload(true), () => setChecked({ text, sound: true }));
  const save = useSendOnce(upload(false), (kept) => {
    draft.drop();
    onSaved(kept, 'compare');
  });
  const problem = save.problem ?? check.problem;
  const faults = faultsOf(problem);
  const goTo = (at: number) => {
    setSeen(at);
    editor.current?.goTo(faults[at]!.line);
  };
  // The first one comes into sight by itself.
  useEffect(() => {
    const first = faultsOf(problem)[0];
    if (first) editor.current?.goTo(first.line);
  }, [problem]);
  const next = () => faults.length > 0 && goTo((seen + 1) % faults.length);
  useShortcut(faults.length ? { code: 'KeyN', alt: true, label: own.nextFault } : undefined, next);
  const clear = () => {
    check.clear();
    save.clear();
    setSeen(-1);
  };
  if (error instanceof Problem) return <Banner tone="warn">{problemText(error, t)}</Banner>;
  if (!data || !draft.ready) return <p className="text-muted">{t.common.loading}</p>;
  return (
    <Card
      title={isEditing ? own.editing(versionOfText(text) ?? '?') : own.textOf(version.version)}
      side={
        isEditing ? (
          <span className="flex flex-wrap gap-2">
            <Button
              small
              isPending={check.isPending}
              shortcut={{ code: 'KeyC', alt: true, label: own.check }}
              onPress={() => {
                clear();
                check.submit(text);
              }}
            >
              {check.isPending ? own.checking : own.check}
            </Button>
            <Button
              small
              look="primary"
              isPending={save.isPending}
              shortcut={{ code: 'KeyS', alt: true, label: own.saveDraft }}
              onPress={() => {
                clear();
                save.submit(text);
              }}
            >
              {save.isPending ? t.common.sending : own.saveDraft}
            </Button>
            <Button
              small
              look="quiet"
              onPress={() => {
                clear();
                draft.drop();
              }}
            >
              {own.dropText}
            </Button>
          </span>
        ) : (
          <Button
            small
            shortcut={{ code: 'KeyE', label: own.edit }}
            onPress={() => draft.set(withVersion(data.text, nextVersion(version.version, taken)))}
          >
            {own.edit}
          </Button>
        )
      }
    >
      <p className="mb-3 text-sm text-muted">{isEditing ? own.editingAbout : own.textAbout}</p>
      <div className={`grid gap-3 ${faults.length ? 'xl:grid-cols-[minmax(0,1fr)_20rem]' : ''}`}>
        <LineEditor
          ref={editor}
          label={own.textLabel}
          text={text}
          isReadOnly={!isEditing}
          onChange={(value) => draft.set(value)}
          faults={faults}
        />
        {faults.length > 0 && (
          <section aria-label={own.faults} className="flex min-w-0 flex-col gap-2">
            <Banner tone="late">{problem!.message}</Banner>
            <Button small shortcut={{ code: 'KeyN', alt: true, label: own.nextFault }} onPress={next}>
              {own.nextFault}
            </Button>
            <ol className="flex max-h-[28rem] flex-col gap-1 overflow-y-auto">
              {faults.map((fault, at) => (
                <li key={`${fault.line} ${fault.text}`}>
                  <button
                    type="button"
                    aria-current={at === seen ? 'true' : undefined}
                    onClick={() => goTo(at)}
                    className={`w-full cursor-pointer rounded-md border px-2 py-1.5 text-left text-sm ${at === seen ? 'border-late bg-late-tint' : 'border-line hover:bg-raised'}`}
                  >
                    <span className="font-medium text-late">{own.line(fault.line)}</span> {fault.text}
                  </button>
                </li>
              ))}
            </ol>
          </section>
        )}
      </div>
      <div className="mt-3 flex flex-col gap-2 empty:hidden">
        {faults.length === 0 && <Refused problem={problem} />}
        {checked?.text === text && !problem && <Banner tone="ok">{own.sound}</Banner>}
      </div>
    </Card>
  );
}

/** The faults of a refused text, by line. */
function faultsOf(problem: Problem | undefined): LineFault[] {
  return (problem?.errors ?? []).flatMap(({ field, detail }) => {
    const line = /^text:(\d+)$/.exec(field)?.[1];
    return line ? [{ line: Number(line), text: detail }] : [];
  });
}
