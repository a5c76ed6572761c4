import { useState } from 'react';
import { useSendOnce } from '../act/send.js';
import { api } from '../api/client.js';
import { Button } from '../look/button.js';
import { SelectInput } from '../look/choices.js';
import { Confirm } from '../look/confirm.js';
import { Sheet } from '../look/dialog.js';
import { Refused } from '../look/refused.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import type { Area, AreaTeam } from './use-teams.js';

/** Gives an area to another team of the same work, or ends it. */
export function AreaActs({
  area,
  team,
  teams,
  onDone,
}: {
  area: Area;
  team: AreaTeam;
  teams: readonly AreaTeam[];
  onDone: (said: string) => void;
}) {
  const own = usePageWords('areas');
  const { t } = useWords();
  const [act, setAct] = useState<'move' | 'end'>();
  const [to, setTo] = useState('');
  const others = teams.filter((one) => one.id !== team.id && one.role === team.role);
  const params = (key: string) => ({ path: { id: area.id! }, header: { 'Idempotency-Key': key } });
  const close = () => setAct(undefined);
  const move = useSendOnce(
    (key) => api.POST('/v1/areas/{id}/move', { params: params(key), body: { team: to } }),
    () => {
      close();
      onDone(own.moved(area.name, others.find(({ id }) => id === to)?.name ?? ''));
    },
  );
  const end = useSendOnce(
    (key) => api.POST('/v1/areas/{id}/end', { params: params(key) }),
    () => {
      close();
      onDone(own.ended(area.name));
    },
  );
  return (
    <span className="flex shrink-0 gap-1">
      <Button small aria-label={`${own.move} ${area.name}`} onPress={() => setAct('move')}>
        {own.move}
      </Button>
      <Button small look="quiet" aria-label={`${own.end} ${area.name}`} onPress={() => setAct('end')}>
        {own.end}
      </Button>
      <Sheet title={`${own.move} ${area.name}`} isOpen={act === 'move'} onClose={close}>
        {others.length === 0 ? (
          <p className="text-sm">{own.noOther}</p>
        ) : (
          <>
            <p className="text-sm text-muted">{own.moveAbout}</p>
            <SelectInput
              label={own.moveTo}
              choices={others.map(({ id, name }) => ({ id, name }))}
              value={to}
              onChange={setTo}
              error={move.problem?.errors[0]?.detail}
            />
            <Refused problem={move.problem} besideFields />
            <Button
              look="primary"
              className="self-start"
              isPending={move.isPending}
              isDisabled={to === ''}
              shortcut={{ code: 'KeyS', alt: true, label: own.move }}
              onPress={() => move.submit(`${area.id} ${to}`)}
            >
              {move.isPending ? t.common.sending : own.move}
            </Button>
          </>
        )}
      </Sheet>
      <Confirm
        title={own.end}
        isOpen={act === 'end'}
        onClose={close}
        onConfirm={() => end.submit(area.id!)}
        isPending={end.isPending}
        problem={end.problem}
      >
        {own.endAbout(area.name)}
      </Confirm>
    </span>
  );
}
