import { inputClass } from '../look/fields.js';
import { useMe } from '../api/me.js';
import { useWords } from '../words/words.js';
import type { DeskCall } from './use-call.js';

/** At which site and under which rulebook calls are taken; remembered. */
export function WorkPlace({ desk: { place, setPlace } }: { desk: DeskCall }) {
  const { t, language } = useWords();
  const me = useMe();
  const { site, rulebook, rulebooks } = place;
  return (
    <>
      <Choice
        label={t.common.site}
        value={site.id}
        choices={me.sites.map(({ id, name }) => ({ id, name: name[language] }))}
        onChange={(id) => setPlace({ site: id, rulebook: '' })}
      />
      {rulebooks.length > 1 && (
        <Choice
          label={t.desk.rulebook}
          value={rulebook}
          choices={rulebooks}
          onChange={(id) => setPlace({ site: site.id, rulebook: id })}
        />
      )}
    </>
  );
}

function Choice({
  label,
  value,
  choices,
  onChange,
}: {
  label: string;
  value: string;
  choices: { id: string; name: string }[];
  onChange: (id: string) => void;
}) {
  return (
    <label className="flex items-center gap-2 text-sm">
      <span className="whitespace-nowrap text-muted">{label}</span>
      <select value={value} onChange={({ target }) => onChange(target.value)} className={`${inputClass} w-auto!`}>
        {choices.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
