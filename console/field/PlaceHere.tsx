import { Button } from '../look/button.js';
import { usePageWords } from '../words/page-words.js';
import type { Position } from './use-position.js';

/** The fields of an act that say where somebody stands. */
const degrees = ['latitude', 'longitude'];

/** Whether an act takes the place where it is done. */
export const takesPlace = (act: { fields: readonly { name: string }[] }): boolean =>
  degrees.every((name) => act.fields.some((field) => field.name === name));

/** The act without the fields that the phone fills in. */
export const withoutPlace = <A extends { fields: readonly { name: string }[] }>(act: A): A => ({
  ...act,
  fields: act.fields.filter(({ name }) => !degrees.includes(name)),
});

/** Which place goes along with an act, by the phone: nobody types degrees; it can be asked for, and left out. */
export function PlaceHere({
  position,
  isLeftOut,
  leaveOut,
  locate,
}: {
  position: Position;
  isLeftOut: boolean;
  leaveOut: (isSo: boolean) => void;
  locate: () => void;
}) {
  const own = usePageWords('field');
  if (typeof position !== 'object')
    return (
      <div className="flex flex-col gap-2 text-sm">
        {position === 'denied' && <p className="text-warn">{own.noPosition}</p>}
        <Button className="min-h-11 w-fit" onPress={locate}>
          {own.positionAsk}
        </Button>
      </div>
    );
  const { latitude, longitude } = position.place;
  return (
    <p className="flex flex-wrap items-center justify-between gap-x-3 text-sm text-muted">
      <span className="tabular-nums">
        {isLeftOut ? own.placeLeftOut : own.placeGoesAlong(`${latitude.toFixed(5)}, ${longitude.toFixed(5)}`)}
      </span>
      <Button look="quiet" className="min-h-11" onPress={() => leaveOut(!isLeftOut)}>
        {isLeftOut ? own.placeAlong : own.placeOut}
      </Button>
    </p>
  );
}
