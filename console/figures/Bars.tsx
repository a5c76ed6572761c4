import type { ReactNode } from 'react';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { TableCsv } from './TableCsv.js';

/** One bar: its length, how much of that is late, and what stands beside it. */
export interface BarRow {
  id: string;
  name: string;
  value: number;
  /** The part of the value that is late. */
  late?: number;
  /** The value as it is said; the number itself where nothing is given. */
  text?: string;
  cells?: ReactNode[];
}

interface BarsProps {
  label: string;
  /** What the rows are of, and what the bars say. */
  heads: [name: string, value: string, ...others: string[]];
  rows: readonly BarRow[];
  onOpen: (row: BarRow) => void;
}

/**
 * Bars that are a table at the same time: each row says its numbers, and its name is a button that opens what it was
 * counted from.
 */
export function Bars({ label, heads, rows, onOpen }: BarsProps) {
  const own = usePageWords('figures');
  const { language } = useWords();
  const most = Math.max(...rows.map(({ value }) => value), 0);
  const number = new Intl.NumberFormat(language === 'en' ? 'en-GB' : 'zh-CN');
  return (
    <TableCsv name={label}>
      <table aria-label={label} className="w-full border-collapse text-sm">
        <thead className="text-left text-xs text-muted max-sm:sr-only">
          <tr>
            <th scope="col" className="w-2/5 py-1 pr-3 font-medium first-letter:uppercase">
              {heads[0]}
            </th>
            <th scope="col" className="py-1 pr-3 font-medium">
              {heads[1]}
            </th>
            {heads.slice(2).map((head) => (
              <th key={head} scope="col" className="py-1 pr-3 pl-4 font-medium whitespace-nowrap">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={row.id}
              onClick={() => onOpen(row)}
              className="cursor-pointer border-t border-line hover:bg-raised max-sm:flex max-sm:flex-col max-sm:py-1.5"
            >
              <th scope="row" className="py-0.5 pr-3 text-left font-normal">
                <button
                  type="button"
                  aria-label={own.open(row.name, `${heads[1]} ${row.text ?? number.format(row.value)}`)}
                  className="min-h-8 cursor-pointer text-left text-accent underline decoration-transparent hover:decoration-current"
                >
                  {row.name}
                </button>
              </th>
              <td className="py-0.5 pr-3">
                <span className="flex items-center gap-2">
                  <Bar share={most === 0 ? 0 : row.value / most} late={row.value ? (row.late ?? 0) / row.value : 0} />
                  <span className="min-w-10 text-right font-medium tabular-nums">
                    {row.text ?? number.format(row.value)}
                  </span>
                </span>
              </td>
              {(row.cells ?? []).map((cell, index) => (
                <td key={heads[index + 2]} className="py-0.5 pr-3 whitespace-nowrap tabular-nums sm:pl-4">
                  <span data-head className="mr-1 text-xs text-muted sm:hidden">
                    {heads[index + 2]}
                  </span>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableCsv>
  );
}

/** The bar itself; the numbers beside it say the same. */
function Bar({ share, late }: { share: number; late: number }) {
  return (
    <span aria-hidden="true" className="block h-4 min-w-16 flex-1">
      <span
        className="flex h-full overflow-hidden rounded-sm bg-accent forced-color-adjust-none forced-colors:bg-[CanvasText]"
        style={{ width: `${Math.max(share * 100, share > 0 ? 1 : 0)}%` }}
      >
        <span className="h-full bg-late forced-colors:bg-[Highlight]" style={{ width: `${late * 100}%` }} />
      </span>
    </span>
  );
}
