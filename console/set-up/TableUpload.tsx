import { useState, type ReactNode } from 'react';
import { FileTrigger } from 'react-aria-components';
import { useSendOnce } from '../act/send.js';
import { Problem, type Json } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { Button } from '../look/button.js';
import { Banner } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { TableFaults, TableNotes } from './TableFaults.js';
import { downloadTable, sendTable, type TableKind } from './table-files.js';

interface Checked {
  file: File;
  would: Json<'TakenJson'>;
}

interface TableUploadProps {
  kind: TableKind;
  organisation?: string;
  site?: string;
  /** What the button says that saves the table as it stands. */
  download: string;
  /** Between the buttons and what is wrong: what the table may say. */
  children?: ReactNode;
}

/** A table from a spreadsheet: checked as soon as it is chosen, entered when one says so; its faults stand row by row. */
export function TableUpload({ kind, organisation = '', site = '', download, children }: TableUploadProps) {
  const own = usePageWords('setUp');
  const { t } = useWords();
  const of = { organisation, site };
  const [checked, setChecked] = useState<Checked>();
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const [taken, setTaken] = useState<Json<'TakenJson'>>();
  const take = useSendOnce(
    (key) => sendTable(kind, checked!.file, of, key),
    (answer) => {
      setTaken(answer);
      setChecked(undefined);
    },
  );
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(undefined);
    take.clear();
    await work().catch((error: unknown) =>
      setProblem(error instanceof Problem ? error : new Problem(500, 'fault', '', t.common.fault)),
    );
    setBusy(false);
  };
  const look = (file: File | undefined) => {
    if (!file) return;
    setChecked(undefined);
    setTaken(undefined);
    void attempt(async () => {
      if (!/\.xlsx$/i.test(file.name)) throw new Problem(415, 'wrong-file', '', own.wrongFile);
      // Read now: the file may be written to again before it is sent.
      const kept = new File([await file.arrayBuffer()], file.name);
      setChecked({ file: kept, would: await sendTable(kind, kept, of) });
    });
  };
  const refused = take.problem ?? problem;
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap gap-2">
        <Button
          isPending={busy}
          shortcut={{ code: 'KeyG', label: download }}
          onPress={() => void attempt(() => downloadTable(kind, of))}
        >
          {download}
        </Button>
        <FileTrigger acceptedFileTypes={['.xlsx']} onSelect={(chosen) => look(chosen?.[0])}>
          <Button look="primary" isPending={busy || take.isPending}>
            {own.upload}
          </Button>
        </FileTrigger>
      </div>
      {children}
      {refused && refused.errors.length === 0 && <Banner tone="late">{problemText(refused, t)}</Banner>}
      {refused && refused.errors.length > 0 && <TableFaults errors={refused.errors} />}
      {checked && (
        <div className="flex flex-col items-start gap-3 rounded-md border border-line p-3">
          <p role="status">
            <span className="font-medium">{own.checked(checked.file.name)}</span> <Counts of={checked.would} />
          </p>
          <TableNotes notes={checked.would.notes} />
          {checked.would.added + checked.would.changed === 0 ? (
            <p className="text-sm text-muted">{own.nothingNew}</p>
          ) : (
            <Button
              look="primary"
              isPending={take.isPending}
              shortcut={{ code: 'KeyS', alt: true, label: own.take }}
              onPress={() => take.submit(`${organisation} ${checked.file.name} ${checked.file.lastModified}`)}
            >
              {take.isPending ? t.common.sending : own.take}
            </Button>
          )}
        </div>
      )}
      {taken && (
        <Banner tone="ok">
          {own.taken} <Counts of={taken} />
        </Banner>
      )}
      {taken && <TableNotes notes={taken.notes} />}
    </div>
  );
}

function Counts({ of: { rows, added, changed, unchanged } }: { of: Json<'TakenJson'> }) {
  const own = usePageWords('setUp');
  return <>{[own.rows(rows), own.added(added), own.changed(changed), own.unchanged(unchanged)].join(' · ')}</>;
}
