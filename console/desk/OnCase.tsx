import { useState } from 'react';
import { ActForm } from '../act/ActForm.js';
import { $api, type Json } from '../api/client.js';
import { useKind } from '../api/rulebook.js';
import { Sheet } from '../look/dialog.js';
import { RadioInput } from '../look/choices.js';
import { useWords } from '../words/words.js';

/** What a call about a case that is open already comes to. */
const acts = ['urge', 'add', 'note'];

/** The caller asks about an open case: urging, what they add, or a remark, entered there instead of a second case. */
export function OnCase({ of, close }: { of: Pick<Json<'CaseItemJson'>, 'number' | 'subject'>; close: () => void }) {
  const { t, language } = useWords();
  const [chosen, choose] = useState('note');
  const { data } = $api.useQuery('get', '/v1/cases/{number}', { params: { path: { number: of.number } } });
  const { kind, rules } = useKind(data);
  const possible = (kind?.acts ?? []).filter(
    ({ act }) => acts.includes(act) && data?.nextActs.some((next) => next.act === act && next.yours),
  );
  const act = possible.find((one) => one.act === chosen) ?? possible[0];
  return (
    <Sheet side isOpen title={`${of.subject ?? ''} ${of.number}`} onClose={close}>
      {data && rules && act ? (
        <>
          <RadioInput
            label={t.desk.whatToEnter}
            value={act.act}
            choices={possible.map((one) => ({ id: one.act, name: one.name[language] }))}
            onChange={choose}
          />
          <ActForm key={act.act} on={data} act={act} rules={rules} onDone={close} />
        </>
      ) : (
        <p className="text-sm text-muted">{data && rules ? t.case.nothingForYou : t.common.loading}</p>
      )}
    </Sheet>
  );
}
