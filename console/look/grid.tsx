import {
  memo,
  useCallback,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react';

export interface Column<Row> {
  id: string;
  head: ReactNode;
  cell: (row: Row) => ReactNode;
  /** Narrow screens leave it out: what it says must stand elsewhere too. */
  wideOnly?: boolean;
  className?: string;
}

interface GridProps<Row> {
  label: string;
  rows: readonly Row[];
  idOf: (row: Row) => string;
  /** Must stay the same object while nothing of it changes. */
  columns: readonly Column<Row>[];
  onOpen: (row: Row) => void;
  /** Rows that are chosen for an act on several; left out: none can be. */
  chosen?: ReadonlySet<string>;
  onChoose?: (chosen: ReadonlySet<string>) => void;
  /** Keys on the row that has the cursor, by `code`. */
  onKey?: (code: string, row: Row) => boolean;
  rowClass?: (row: Row) => string;
}

/**
 * A list with a cursor: arrows, Home, End and page keys move it, Enter opens the row, Space chooses it, with Shift up to
 * there. Rows render only when their own data change.
 */
export function Grid<Row>(props: GridProps<Row>) {
  const { label, rows, idOf, columns, onOpen, chosen, onChoose, onKey, rowClass } = props;
  const table = useRef<HTMLTableElement>(null);
  const [cursorId, setCursor] = useState<string>();
  const anchor = useRef(0);
  // What rows call: the newest props, without new functions at every render.
  const now = useRef(props);
  useLayoutEffect(() => {
    now.current = props;
  });

  const ids = useMemo(() => rows.map(idOf), [rows, idOf]);
  const cursor = Math.max(0, cursorId === undefined ? 0 : ids.indexOf(cursorId));

  const choose = useCallback((index: number, range: boolean) => {
    const { rows: all, idOf: id, chosen: before, onChoose: tell } = now.current;
    if (!before || !tell) return;
    const next = new Set(before);
    if (range) {
      const [from, to] = [Math.min(anchor.current, index), Math.max(anchor.current, index)];
      for (const row of all.slice(from, to + 1)) next.add(id(row));
    } else {
      const one = id(all[index]!);
      if (!next.delete(one)) next.add(one);
      anchor.current = index;
    }
    tell(next);
  }, []);

  const open = useCallback((index: number) => now.current.onOpen(now.current.rows[index]!), []);
  const point = useCallback((id: string) => setCursor(id), []);

  const move = (to: number) => {
    const index = Math.min(rows.length - 1, Math.max(0, to));
    setCursor(ids[index]);
    const row = table.current?.tBodies[0]?.rows[index];
    row?.focus();
    row?.scrollIntoView({ block: 'nearest' });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.target as HTMLElement).tagName !== 'TR' || rows.length === 0) return;
    const moves: Record<string, number> = {
      ArrowDown: cursor + 1,
      ArrowUp: cursor - 1,
      Home: 0,
      End: rows.length - 1,
      PageDown: cursor + 10,
      PageUp: cursor - 10,
    };
    if (event.key in moves) move(moves[event.key]!);
    else if (event.key === 'Enter') onOpen(rows[cursor]!);
    else if (event.key === ' ' && onChoose) choose(cursor, event.shiftKey);
    else if (event.altKey || event.ctrlKey || event.metaKey || !onKey?.(event.code, rows[cursor]!)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface">
      <table
        ref={table}
        role="grid"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-multiselectable={onChoose !== undefined}
        onKeyDown={onKeyDown}
        className="w-full border-collapse text-sm"
      >
        <thead className="sticky top-0 z-10 bg-raised text-left text-xs text-muted max-md:sr-only">
          <tr>
            {onChoose && <th scope="col" className="w-9" />}
            {columns.map(({ id, head, wideOnly }) => (
              <th key={id} scope="col" className={`px-3 py-2 font-medium ${wideOnly ? 'max-lg:hidden' : ''}`}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <GridRow
              key={ids[index]}
              id={ids[index]!}
              row={row}
              index={index}
              columns={columns as readonly Column<unknown>[]}
              hasCursor={index === cursor}
              isChosen={chosen?.has(ids[index]!)}
              choose={choose}
              open={open}
              point={point}
              look={rowClass?.(row) ?? ''}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface GridRowProps {
  id: string;
  row: unknown;
  index: number;
  columns: readonly Column<unknown>[];
  hasCursor: boolean;
  isChosen: boolean | undefined;
  choose: (index: number, range: boolean) => void;
  open: (index: number) => void;
  point: (id: string) => void;
  look: string;
}

const GridRow = memo(function GridRow({
  id,
  row,
  index,
  columns,
  hasCursor,
  isChosen,
  choose,
  open,
  point,
  look,
}: GridRowProps) {
  return (
    <tr
      tabIndex={hasCursor ? 0 : -1}
      aria-selected={isChosen ?? hasCursor}
      onFocus={() => point(id)}
      onClick={(event) => {
        if ((event.target as HTMLElement).closest('button, a, input, [role=button]')) return;
        if (event.shiftKey || event.ctrlKey) choose(index, event.shiftKey);
        else open(index);
      }}
      className={`cursor-pointer md:h-(--row) border-t border-line hover:bg-raised focus-visible:-outline-offset-2 aria-selected:bg-tint/60 max-md:flex max-md:flex-col max-md:px-3 max-md:py-2 ${look}`}
    >
      {isChosen !== undefined && (
        <td className="pl-3 max-md:hidden">
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={id}
            className="size-4 accent-accent"
            checked={isChosen}
            onChange={({ target }) => {
              choose(index, false);
              // The keys of the row go on working.
              target.closest('tr')?.focus();
            }}
          />
        </td>
      )}
      {columns.map((column) => (
        <td
          key={column.id}
          className={`px-3 py-1.5 align-middle max-md:px-0 max-md:py-0.5 ${column.wideOnly ? 'max-lg:hidden' : ''} ${column.className ?? ''}`}
        >
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
});
