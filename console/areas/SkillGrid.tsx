import { useCells } from '../look/cells.js';
import { usePageWords } from '../words/page-words.js';

interface Named {
  id: string;
  name: string;
}

/** A skill of somebody that is to begin, or the entry that is to end. */
export interface SkillTurn {
  person: Named;
  skill: Named;
  entry: string | undefined;
}

/** People by skills; a tick where somebody is able to. */
export function SkillGrid({
  people,
  skills,
  entryOf,
  onTurn,
}: {
  people: readonly Named[];
  skills: readonly Named[];
  /** The entry by which somebody has a skill; undefined where they have not. */
  entryOf: (person: string, skill: string) => string | undefined;
  onTurn: (turn: SkillTurn) => void;
}) {
  const own = usePageWords('areas');
  const touch = (row: number, column: number) => {
    const [person, skill] = [people[row]!, skills[column]!];
    onTurn({ person, skill, entry: entryOf(person.id, skill.id) });
  };
  const cells = useCells(people.length, skills.length, (event, { row, column }) => {
    if (event.key !== 'Enter' && event.key !== ' ') return false;
    touch(row, column);
    return true;
  });
  return (
    <div className="max-h-[75vh] w-fit max-w-full overflow-auto rounded-lg border border-line bg-surface">
      <table {...cells.frame} role="grid" aria-label={own.tabs.skills} className="border-collapse text-sm">
        <thead className="sticky top-0 z-20 bg-raised text-xs">
          <tr>
            <th scope="col" className="sticky left-0 z-10 bg-raised px-3 py-2 text-left font-medium text-muted">
              {own.person}
            </th>
            {skills.map(({ id, name }) => (
              <th key={id} scope="col" className="min-w-20 border-l border-line px-2 py-2 font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map((person, row) => (
            <tr key={person.id} className="border-t border-line">
              <th
                scope="row"
                className="sticky left-0 z-10 bg-surface px-3 py-1.5 text-left font-medium whitespace-nowrap"
              >
                {person.name}
              </th>
              {skills.map((skill, column) => {
                const has = entryOf(person.id, skill.id) !== undefined;
                return (
                  <td
                    key={skill.id}
                    {...cells.cell(row, column)}
                    aria-selected={has}
                    aria-label={own.cell(person.name, skill.name, has ? own.has : own.hasNot)}
                    onClick={() => touch(row, column)}
                    className={`h-11 cursor-pointer border-l border-line text-center hover:bg-raised focus-visible:-outline-offset-2 ${has ? 'bg-ok-tint text-ok' : ''}`}
                  >
                    {has ? '✓' : ''}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
