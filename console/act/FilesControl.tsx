import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { Problem } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { uploadFile } from '../api/upload.js';
import { Button } from '../look/button.js';
import { errorClass, labelClass, LabelText, type FieldLook } from '../look/fields.js';
import { Icon } from '../look/icons.js';
import { useWords } from '../words/words.js';
import type { Field } from './values.js';

/** Photos and papers: handed in as soon as they are chosen, named by the act when it is sent. */
export function FilesControl({
  field,
  value,
  onChange,
  ...look
}: FieldLook & { field: Field; value: string[]; onChange: (value: string[]) => void }) {
  const { t } = useWords();
  const [names, setNames] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const take = async (files: FileList | null) => {
    setFault(undefined);
    setBusy(true);
    try {
      let ids = value;
      for (const file of files ?? []) {
        const id = await uploadFile(file);
        ids = [...ids, id];
        setNames((known) => ({ ...known, [id]: file.name }));
        onChange(ids);
      }
    } catch (error) {
      setFault(error instanceof Problem ? problemText(error, t) : t.common.fault);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="flex flex-col gap-1">
      <span className={labelClass}>
        <LabelText {...look} />
      </span>
      <ul className="flex flex-wrap gap-2">
        {value.map((id) => (
          <li key={id} className="flex items-center gap-1 rounded border border-line bg-raised py-1 pl-2 text-sm">
            <a href={`/v1/files/${id}`} target="_blank" rel="noreferrer" className="underline">
              {names[id] ?? t.act.file}
            </a>
            <Button
              look="quiet"
              small
              aria-label={`${t.common.remove} ${names[id] ?? ''}`}
              onPress={() => onChange(value.filter((one) => one !== id))}
            >
              <Icon name="close" />
            </Button>
          </li>
        ))}
      </ul>
      <FileTrigger
        allowsMultiple
        acceptedFileTypes={['image/*', 'application/pdf']}
        onSelect={(files) => void take(files)}
      >
        <Button isPending={busy} isDisabled={value.length >= (field.max ?? 20)} className="w-fit">
          {busy ? t.common.sending : t.act.addFile}
        </Button>
      </FileTrigger>
      <span className={fault || look.error ? errorClass : 'text-xs text-muted'}>
        {fault ?? look.error ?? look.help}
      </span>
    </div>
  );
}
