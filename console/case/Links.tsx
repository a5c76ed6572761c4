import { useState } from 'react';
import { Link } from 'wouter';
import { ActForm } from '../act/ActForm.js';
import { addresses } from '../addresses.js';
import type { Json } from '../api/client.js';
import { Button } from '../look/button.js';
import { Sheet } from '../look/dialog.js';
import { Badge, Card } from '../look/parts.js';
import { useWords } from '../words/words.js';

interface LinksProps {
  of: Json<'CaseDetailsJson'>;
  /** Takes a joining or link back. */
  act: Json<'ActJson'> | undefined;
  rules: Json<'KindsJson'> | undefined;
  onDone: (name: string) => void;
}

/** The cases it belongs with; one that was joined or linked by mistake is taken back here, a joined one on its own page. */
export function Links({ of, act, rules, onDone }: LinksProps) {
  const { t, language } = useWords();
  const [undoing, setUndoing] = useState<string>();
  if (of.links.length === 0) return null;
  const mayUndo = act !== undefined && of.nextActs.some((next) => next.act === act.act && next.yours);
  return (
    <Card title={t.case.links}>
      <ul className="flex flex-col gap-1 text-sm">
        {of.links.map(({ relation, number, state }, index) => (
          <li key={`${relation} ${number ?? index}`} className="flex flex-wrap items-center gap-2">
            <span className="text-muted">{t.case.relations[relation as 'child'] ?? relation}</span>
            {number ? (
              <Link href={addresses.case(number)} className="text-accent underline">
                {number}
              </Link>
            ) : (
              <span>{t.case.notOpenedYet}</span>
            )}
            <Badge tone={state === 'ended' ? 'ok' : 'plain'}>{t.case.linkStates[state as 'open']}</Badge>
            {mayUndo && number && state !== 'undone' && ['duplicate-of', 'same-matter'].includes(relation) && (
              <Button
                small
                look="quiet"
                className="ml-auto"
                aria-label={`${act.name[language]} ${number}`}
                onPress={() => setUndoing(number)}
              >
                {t.case.undoLink}
              </Button>
            )}
            {relation === 'duplicate' && state !== 'undone' && (
              <span className="basis-full text-xs text-muted">{t.case.undoneThere}</span>
            )}
          </li>
        ))}
      </ul>
      <Sheet
        side
        title={act?.name[language] ?? ''}
        isOpen={undoing !== undefined}
        onClose={() => setUndoing(undefined)}
      >
        {act && rules && undoing && (
          <ActForm
            key={undoing}
            on={of}
            act={act}
            rules={rules}
            first={{ number: undoing }}
            start="reason"
            onDone={() => {
              setUndoing(undefined);
              onDone(act.name[language]);
            }}
          />
        )}
      </Sheet>
    </Card>
  );
}
