import {
  fromAbsolute,
  parseAbsolute,
  parseDate,
  toCalendarDateTime,
  toZoned,
  type CalendarDate,
  type CalendarDateTime,
} from '@internationalized/date';
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  FieldError,
  Group,
  Heading,
  Label,
  Popover,
  Text,
} from 'react-aria-components';
import { serverNow } from '../api/server-time.js';
import { errorClass, inputClass, labelClass, LabelText, type FieldLook } from '../look/fields.js';
import { Icon } from '../look/icons.js';

interface WhenProps extends FieldLook {
  /** An instant with offset (ISO 8601), '' for none. */
  value: string;
  onChange: (value: string | undefined) => void;
  timeZone: string;
}

/** An instant, in the wall time of the rulebook's place. */
export function WhenControl({ value, onChange, timeZone, ...look }: WhenProps) {
  const at = value === '' ? null : toCalendarDateTime(parseAbsolute(value, timeZone));
  const now = toCalendarDateTime(fromAbsolute(serverNow(), timeZone)).set({ second: 0, millisecond: 0 });
  return (
    <DatePicker<CalendarDateTime>
      granularity="minute"
      hourCycle={24}
      shouldForceLeadingZeros
      value={at}
      placeholderValue={now}
      onChange={(next) => onChange(next === null ? undefined : toZoned(next, timeZone).toAbsoluteString())}
      isInvalid={look.error !== undefined}
      className="flex flex-col gap-1"
    >
      <Picker {...look} />
    </DatePicker>
  );
}

/** A day of the calendar, `2026-11-23`. */
export function DateControl({ value, onChange, ...look }: Omit<WhenProps, 'timeZone'>) {
  return (
    <DatePicker<CalendarDate>
      value={value === '' ? null : parseDate(value)}
      shouldForceLeadingZeros
      onChange={(next) => onChange(next?.toString())}
      isInvalid={look.error !== undefined}
      className="flex flex-col gap-1"
    >
      <Picker {...look} />
    </DatePicker>
  );
}

function Picker({ label, help, isOptional, error }: FieldLook) {
  return (
    <>
      <Label className={labelClass}>
        <LabelText {...{ label, isOptional }} />
      </Label>
      <Group className="flex max-w-xs gap-1">
        <DateInput className={`${inputClass} flex items-center`}>
          {(segment) => (
            <DateSegment
              segment={segment}
              className="rounded px-0.5 tabular-nums outline-none placeholder-shown:text-muted focus:bg-accent focus:text-on-accent"
            />
          )}
        </DateInput>
        <Button className="min-h-10 rounded-md border border-edge px-3 hover:bg-raised">
          <Icon name="down" />
        </Button>
      </Group>
      {help && (
        <Text slot="description" className="text-xs text-muted">
          {help}
        </Text>
      )}
      <FieldError className={errorClass}>{error}</FieldError>
      <Popover className="rounded-lg border border-line bg-surface p-3 shadow-lg">
        <Dialog className="outline-none">
          <Calendar>
            <header className="mb-2 flex items-center justify-between">
              <Button slot="previous" className="size-9 rounded hover:bg-raised">
                <Icon name="left" />
              </Button>
              <Heading className="font-medium" />
              <Button slot="next" className="size-9 rounded hover:bg-raised">
                <Icon name="right" />
              </Button>
            </header>
            <CalendarGrid>
              {(date) => (
                <CalendarCell
                  date={date}
                  className="flex size-9 cursor-pointer items-center justify-center rounded outside-month:hidden hover:bg-raised selected:bg-accent selected:text-on-accent"
                />
              )}
            </CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </>
  );
}
