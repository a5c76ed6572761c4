import { keepPreviousData } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ComboBox, FieldError, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { $api } from '../api/client.js';
import { cleaned } from '../act/values.js';
import { errorClass, inputClass, labelClass, LabelText, useFieldKey, type FieldLook } from '../look/fields.js';
import { useLater } from '../act/later.js';

/** An address: completed from areas and earlier cases, or written as it is told. */
export function PlaceInput({
  site,
  value,
  onChange,
  isWriting = false,
  ...look
}: FieldLook & { site: string; value: string; onChange: (value: string) => void; isWriting?: boolean }) {
  const [isComposing, setComposing] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useFieldKey(look.shortcut, input);
  const q = useLater(value.trim(), 200, isComposing);
  const { data } = $api.useQuery(
    'get',
    '/v1/places',
    { params: { query: { q: q.slice(0, 100), site } } },
    { enabled: q !== '', staleTime: 60_000, placeholderData: keepPreviousData },
  );
  const answered = q === '' ? [] : (data?.places ?? []).filter(({ place }) => place !== value);
  // From when somebody goes through the list until they write on: an answer that comes meanwhile takes no option away.
  const [standing, setStanding] = useState<typeof answered>();
  const known = standing ?? answered;
  const hold = () => {
    if (known.length > 0) setStanding(known);
  };
  return (
    <ComboBox
      allowsCustomValue
      autoFocus={isWriting}
      menuTrigger="input"
      inputValue={value}
      onInputChange={(next) => {
        setStanding(undefined);
        onChange(isComposing ? next : cleaned(next));
      }}
      // At once, with the key or the press itself: the list would write it only after the page is shown anew.
      onChange={(place) => place !== null && onChange(String(place))}
      onOpenChange={(isOpen) => !isOpen && setStanding(undefined)}
      items={known}
      isInvalid={look.error !== undefined}
      className="flex flex-col gap-1"
    >
      <Label className={labelClass}>
        <LabelText {...look} />
      </Label>
      <Input
        ref={input}
        maxLength={200}
        autoComplete="off"
        className={inputClass}
        onKeyDown={({ key }) => (key === 'ArrowDown' || key === 'ArrowUp') && hold()}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={() => setComposing(false)}
      />
      <FieldError className={errorClass}>{look.error}</FieldError>
      <Popover className="w-(--trigger-width) min-w-64 rounded-md border border-line bg-surface p-1 shadow-lg">
        <ListBox<(typeof known)[number]> className="max-h-64 overflow-auto outline-none">
          {({ place, area }) => (
            <ListBoxItem
              id={place}
              textValue={place}
              onHoverStart={hold}
              className="flex cursor-pointer items-baseline justify-between gap-3 rounded px-2 py-1.5 outline-none focus:bg-tint focus:text-accent-deep"
            >
              <span>{place}</span>
              {area && <span className="text-xs text-muted">{area}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
