import type { Json } from '../api/client.js';
import { Card } from '../look/parts.js';
import { useWords } from '../words/words.js';

/** The stages of an application as a line: those behind it, where it is, those to come. */
export function Stages({ of, kind }: { of: Json<'CaseDetailsJson'>; kind: Json<'KindJson'> }) {
  const { t } = useWords();
  if (kind.kind !== 'application' || !of.stages?.length) return null;
  return (
    <Card title={t.case.stages}>
      <ol className="flex flex-wrap gap-1 text-sm">
        {of.stages.map((stage) => (
          <li
            key={stage.stage}
            aria-current={stage.state === 'now' ? 'step' : undefined}
            className={`rounded px-2 py-1 ${{ passed: 'bg-ok-tint text-ok', now: 'bg-accent text-on-accent font-medium', ahead: 'bg-raised text-muted' }[stage.state]}`}
          >
            {stage.name}
          </li>
        ))}
      </ol>
    </Card>
  );
}
