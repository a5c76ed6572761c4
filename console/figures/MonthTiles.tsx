import { usePageWords } from '../words/page-words.js';

/** One number of the newest month, with what it was the month before. */
export interface MonthTile {
  id: string;
  name: string;
  text: string;
  before: string;
}

/** The newest month against the one before. */
export function MonthTiles({ tiles }: { tiles: readonly MonthTile[] }) {
  const own = usePageWords('figures');
  return (
    <dl className="mb-4 grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-5">
      {tiles.map(({ id, name, text, before }) => (
        <div key={id} className="rounded-md border border-line px-3 py-2 max-sm:last:odd:col-span-2">
          <dt className="text-sm text-muted">{name}</dt>
          <dd className="text-2xl font-semibold tabular-nums">{text || '–'}</dd>
          <dd className="text-xs text-muted tabular-nums">{own.before(before || '–')}</dd>
        </div>
      ))}
    </dl>
  );
}
