import { useRef, type ReactNode } from 'react';
import { saveCsv } from '../api/save-csv.js';
import { Button } from '../look/button.js';
import { usePageWords } from '../words/page-words.js';

/** A table, and under it the button that saves it as csv, as it stands there. */
export function TableCsv({ name, children }: { name: string; children: ReactNode }) {
  const own = usePageWords('figures');
  const around = useRef<HTMLDivElement>(null);
  const save = () => {
    const rows = [...(around.current?.querySelectorAll('tr') ?? [])];
    saveCsv(
      `${name}.csv`,
      rows.map((row) => [...row.cells].map(textOf)),
    );
  };
  return (
    <>
      <div ref={around} className="overflow-x-auto">
        {children}
      </div>
      <Button small look="quiet" className="mt-2" aria-label={own.csvOf(name)} onPress={save}>
        {own.csv}
      </Button>
    </>
  );
}

/** What a cell says; without the names of columns that stand in it on a phone. */
function textOf(cell: HTMLTableCellElement): string {
  const copy = cell.cloneNode(true) as HTMLElement;
  for (const head of copy.querySelectorAll('[data-head]')) head.remove();
  return (copy.textContent ?? '').replace(/\s+/g, ' ').trim();
}
