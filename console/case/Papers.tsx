import type { Json } from '../api/client.js';
import { Card } from '../look/parts.js';
import { useWords } from '../words/words.js';

/** The printed forms of a case, as PDF. */
export function Papers({ of, kind }: { of: Json<'CaseDetailsJson'>; kind: Json<'KindJson'> }) {
  const { t, language } = useWords();
  if (kind.forms.length === 0) return null;
  return (
    <Card title={t.case.papers}>
      <ul className="flex flex-col gap-1 text-sm">
        {kind.forms.map(({ form, name }) => (
          <li key={form}>
            <a
              href={`/v1/cases/${of.number}/forms/${form}`}
              target="_blank"
              rel="noreferrer"
              className="text-accent underline"
            >
              {name[language]}
            </a>
          </li>
        ))}
      </ul>
    </Card>
  );
}
