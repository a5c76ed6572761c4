import { useState } from 'react';
import { SelectInput } from '../look/choices.js';
import { TextInput } from '../look/fields.js';
import { usePageWords } from '../words/page-words.js';
import { shiftId, shiftOfId, shiftShort, type Shift } from './shifts.js';

const other = 'other';

/** The shift that is put into cells: one of those that are known, or other times. */
export function ShiftChoice({
  shifts,
  pen,
  onChange,
}: {
  shifts: readonly Shift[];
  pen: Shift;
  onChange: (shift: Shift) => void;
}) {
  const own = usePageWords('roster');
  const [isOther, setOther] = useState(false);
  const known = shifts.some((shift) => shiftId(shift) === shiftId(pen));
  const text = (shift: Shift) => {
    const short = shiftShort(shift, own.allDay);
    const over =
      shift.until <= shift.from ? `${shift.from}–${own.nextDay} ${shift.until}` : `${shift.from}–${shift.until}`;
    return short === own.allDay ? short : over;
  };
  return (
    <div className="flex flex-wrap items-start gap-3">
      <SelectInput
        label={own.shift}
        help={own.shiftHelp}
        choices={[
          ...shifts.map((shift) => ({ id: shiftId(shift), name: text(shift) })),
          { id: other, name: own.otherShift },
        ]}
        value={isOther || !known ? other : shiftId(pen)}
        onChange={(id) => {
          setOther(id === other);
          if (id !== other && id !== '') onChange(shiftOfId(id));
        }}
      />
      {(isOther || !known) && (
        <>
          <TextInput
            label={own.from}
            type="time"
            value={pen.from}
            onChange={(from) => from && onChange({ ...pen, from })}
          />
          <TextInput
            label={own.until}
            help={own.untilHelp}
            type="time"
            value={pen.until === '24:00' ? '00:00' : pen.until}
            onChange={(until) => until && onChange({ ...pen, until: until === '00:00' ? '24:00' : until })}
          />
        </>
      )}
    </div>
  );
}
