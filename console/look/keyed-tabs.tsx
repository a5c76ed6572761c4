import { Key } from './button.js';
import { useShortcut } from './keys.js';
import { tabClass, tabRowClass } from './tabs.js';

interface KeyedTabsProps<Id extends string> {
  label: string;
  names: Readonly<Record<Id, string>>;
  chosen: Id;
  onChoose: (id: Id) => void;
}

/** Parts of a page, each chosen by a button and by its digit; they look as tabs do. */
export function KeyedTabs<Id extends string>({ label, names, chosen, onChoose }: KeyedTabsProps<Id>) {
  return (
    <div role="group" aria-label={label} className={`${tabRowClass} mb-4`}>
      {(Object.keys(names) as Id[]).map((id, at) => (
        <KeyedTab key={id} name={names[id]} digit={at + 1} isChosen={id === chosen} onChoose={() => onChoose(id)} />
      ))}
    </div>
  );
}

function KeyedTab({
  name,
  digit,
  isChosen,
  onChoose,
}: {
  name: string;
  digit: number;
  isChosen: boolean;
  onChoose: () => void;
}) {
  const shortcut = { code: `Digit${digit}`, label: name };
  useShortcut(shortcut, onChoose);
  return (
    <button type="button" aria-pressed={isChosen} onClick={onChoose} className={tabClass(isChosen)}>
      {name} <Key shortcut={shortcut} />
    </button>
  );
}
