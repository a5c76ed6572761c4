import { useEffect, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { Problem } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { Button } from '../look/button.js';
import { errorClass, labelClass, LabelText, type FieldLook } from '../look/fields.js';
import { Icon } from '../look/icons.js';
import { useWords } from '../words/words.js';
import { useHandIn } from './hand-in.js';
import type { Field } from './values.js';

export type FilesProps = FieldLook & { field: Field; value: string[]; onChange: (value: string[]) => void };

/** Not HEIC, nor all of image: so an iPhone hands its photos over as JPEG. */
const pictures = ['image/jpeg', 'image/png', 'image/webp'];

/** Photos and papers: handed in as soon as they are chosen, or kept where there is no network; named by the act. */
export function FilesControl({ field, value, onChange, ...look }: FilesProps) {
  const { t } = useWords();
  const { take: takeIn, byCamera } = useHandIn();
  const [names, setNames] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const take = async (files: FileList | null) => {
    setFault(undefined);
    setBusy(true);
    try {
      let ids = value;
      for (const file of files ?? []) {
        const id = await takeIn(file);
        ids = [...ids, id];
        setNames((known) => ({ ...known, [id]: file.name }));
        onChange(ids);
      }
    } catch (error) {
      setFault(error instanceof Problem ? problemText(error, t) : t.act.fileUnreadable);
    } finally {
      setBusy(false);
    }
  };
  const isFull = value.length >= (field.max ?? 20);
  return (
    <div className="flex flex-col gap-1">
      <span className={labelClass}>
        <LabelText {...look} />
      </span>
      <FilesTaken names={names} value={value} onChange={onChange} />
      <div className="flex flex-wrap gap-2">
        {byCamera && (
          <FileTrigger acceptedFileTypes={pictures} defaultCamera="environment" onSelect={(files) => void take(files)}>
            <Button isPending={busy} isDisabled={isFull} className="min-h-11">
              {t.act.takePhoto}
            </Button>
          </FileTrigger>
        )}
        <FileTrigger
          allowsMultiple
          acceptedFileTypes={[...pictures, 'application/pdf']}
          onSelect={(files) => void take(files)}
        >
          <Button isPending={busy} isDisabled={isFull} className={byCamera ? 'min-h-11' : 'w-fit'}>
            {busy && !byCamera ? t.common.sending : t.act.addFile}
          </Button>
        </FileTrigger>
      </div>
      <span className={fault || look.error ? errorClass : 'text-xs text-muted'}>
        {fault ?? look.error ?? look.help}
      </span>
    </div>
  );
}

/** What has been taken, each to be looked at and taken out again. */
function FilesTaken({
  names,
  value,
  onChange,
}: {
  names: Record<string, string>;
  value: string[];
  onChange: (value: string[]) => void;
}) {
  const { t } = useWords();
  return (
    <ul className="flex flex-wrap gap-2">
      {value.map((id, index) => {
        const name = names[id] ?? `${t.act.file} ${index + 1}`;
        return (
          <li key={id} className="flex items-center gap-1 rounded border border-line bg-raised py-1 pl-2 text-sm">
            <FileTaken id={id} name={name} />
            <Button
              look="quiet"
              small
              aria-label={`${t.common.remove} ${name}`}
              onPress={() => onChange(value.filter((one) => one !== id))}
            >
              <Icon name="close" />
            </Button>
          </li>
        );
      })}
    </ul>
  );
}

/** One of them: its picture where it was just taken, else its name. */
function FileTaken({ id, name }: { id: string; name: string }) {
  const { addressOf, byCamera } = useHandIn();
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    let gone = false;
    void addressOf(id).then((found) => {
      if (!gone) setAddress(found);
    });
    return () => {
      gone = true;
    };
  }, [addressOf, id]);
  if (!address) return <span>{name}</span>;
  return (
    <a href={address} target="_blank" rel="noreferrer" className="underline">
      {byCamera ? (
        <img src={address} alt={name} className="h-16 max-w-40 rounded border border-line bg-white object-contain" />
      ) : (
        name
      )}
    </a>
  );
}
