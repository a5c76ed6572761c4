import { useCallback, useMemo, useState } from 'react';

/** A list that does not move under the hand: what is shown, what has gone meanwhile, how many wait to be taken in. */
export interface SteadyRows<Row> {
  rows: readonly Row[];
  /** Ids of rows that are shown and are no longer in the list. */
  gone: ReadonlySet<string>;
  waiting: number;
  takeIn: () => void;
}

/**
 * Keeps the order of a list while `isHeld`: rows get their new data in place, those that have gone stay, and new ones
 * wait. `scope` says which list it is: another one is shown as it comes.
 */
export function useSteadyRows<Row>(
  fresh: readonly Row[],
  idOf: (row: Row) => string,
  { isHeld, scope }: { isHeld: boolean; scope: string },
): SteadyRows<Row> {
  const [shown, setShown] = useState({ scope, rows: fresh, from: fresh });
  const takeIn = useCallback(() => setShown({ scope, rows: fresh, from: fresh }), [scope, fresh]);
  // Let go of: what has gone goes, what waited comes.
  if (shown.scope !== scope || (!isHeld && shown.rows !== fresh)) takeIn();
  else if (shown.from !== fresh) setShown({ scope, rows: withNewData(shown.rows, fresh, idOf), from: fresh });

  const now = new Set(fresh.map(idOf));
  const before = new Set(shown.rows.map(idOf));
  const goneIds = [...before].filter((id) => !now.has(id)).join('\n');
  return {
    rows: shown.rows,
    // The same set while it holds the same.
    gone: useMemo(() => new Set(goneIds.split('\n').filter(Boolean)), [goneIds]),
    waiting: [...now].filter((id) => !before.has(id)).length,
    takeIn,
  };
}

function withNewData<Row>(rows: readonly Row[], fresh: readonly Row[], idOf: (row: Row) => string): readonly Row[] {
  const now = new Map(fresh.map((row) => [idOf(row), row]));
  return rows.map((row) => now.get(idOf(row)) ?? row);
}

/** Whether somebody is in a list, with the cursor or the mouse; `props` are those of the element around it. */
export function useBusyList() {
  const [hasFocus, setFocus] = useState(false);
  const [hasMouse, setMouse] = useState(false);
  return {
    isBusy: hasFocus || hasMouse,
    props: {
      onFocus: () => setFocus(true),
      onBlur: () => setFocus(false),
      onPointerEnter: ({ pointerType }: { pointerType: string }) => setMouse(pointerType === 'mouse'),
      onPointerLeave: () => setMouse(false),
    },
  };
}
