import { useId, type KeyboardEvent, type ReactNode } from 'react';

interface TabsProps<Id extends string> {
  label: string;
  tabs: readonly { id: Id; name: ReactNode; content: ReactNode }[];
  chosen: Id;
  onChoose: (id: Id) => void;
}

/** Where a key leads from a tab. */
const moves: Record<string, (at: number, count: number) => number> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** The line that tabs stand on. */
export const tabRowClass = 'flex flex-wrap gap-x-1 border-b border-line';

/** A tab, chosen or not. */
export const tabClass = (isChosen: boolean): string =>
  `-mb-px min-h-10 cursor-pointer border-b-2 px-3 py-2 max-sm:px-2 max-sm:text-sm focus-visible:outline-2 focus-visible:outline-accent ${isChosen ? 'border-accent font-medium text-accent-deep' : 'border-transparent text-muted hover:text-ink'}`;

/** Parts of a page of which one is shown: arrows move between them. What is not shown is not there. */
export function Tabs<Id extends string>({ label, tabs, chosen, onChoose }: TabsProps<Id>) {
  const own = useId();
  const tabId = (id: Id) => `${own}${id}`;
  const onKeyDown = (event: KeyboardEvent) => {
    const move = moves[event.key];
    const next =
      move &&
      tabs[
        move(
          tabs.findIndex(({ id }) => id === chosen),
          tabs.length,
        )
      ];
    if (!next) return;
    event.preventDefault();
    onChoose(next.id);
    document.getElementById(tabId(next.id))?.focus();
  };
  return (
    <div className="flex flex-col gap-4">
      <div role="tablist" aria-label={label} className={tabRowClass}>
        {tabs.map(({ id, name }) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={tabId(id)}
            aria-selected={id === chosen}
            aria-controls={`${own}panel`}
            tabIndex={id === chosen ? 0 : -1}
            onClick={() => onChoose(id)}
            onKeyDown={onKeyDown}
            className={tabClass(id === chosen)}
          >
            {name}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${own}panel`} aria-labelledby={tabId(chosen)}>
        {tabs.find(({ id }) => id === chosen)?.content}
      </div>
    </div>
  );
}
