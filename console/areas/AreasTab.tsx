import { useState } from 'react';
import { problemText } from '../api/problem-text.js';
import { Button } from '../look/button.js';
import { Sheet } from '../look/dialog.js';
import { Banner, Card, Empty } from '../look/parts.js';
import { AreaForm, Covers } from '../set-up/Areas.js';
import { TableUpload } from '../set-up/TableUpload.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { AddressTrial } from './AddressTrial.js';
import { AreaActs } from './AreaActs.js';
import { Checks } from './Checks.js';
import { placesOf, useTeams, type Area, type AreaTeam } from './use-teams.js';

/** Areas by team with what each covers, whose an address is, and what overlaps or is left to nobody. */
export function AreasTab({ site }: { site: string }) {
  const own = usePageWords('areas');
  const { t } = useWords();
  const { teams, areas, works, error, isPending } = useTeams(site);
  const [sheet, setSheet] = useState<'add' | 'table'>();
  const [done, setDone] = useState<string>();
  if (error) return <Banner tone="late">{problemText(error, t)}</Banner>;
  if (isPending) return <p className="text-muted">{t.common.loading}</p>;
  if (teams.length === 0) return <Empty title={own.none}>{own.noneAdvice}</Empty>;
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap gap-2">
        <Button look="primary" shortcut={{ code: 'KeyN', label: own.addArea }} onPress={() => setSheet('add')}>
          {own.addArea}
        </Button>
        <Button shortcut={{ code: 'KeyT', label: own.table }} onPress={() => setSheet('table')}>
          {own.table}
        </Button>
      </div>
      {done && <Banner tone="ok">{done}</Banner>}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <AddressTrial site={site} />
        <Checks site={site} teams={teams} works={works} />
        {teams.map((team) => (
          <TeamAreas
            key={team.id}
            team={team}
            teams={teams}
            areas={areas.filter((area) => area.team === team.id)}
            onDone={setDone}
          />
        ))}
      </div>
      <Sheet side title={own.addArea} isOpen={sheet === 'add'} onClose={() => setSheet(undefined)}>
        <AreaForm teams={teams} />
      </Sheet>
      <Sheet side title={own.table} isOpen={sheet === 'table'} onClose={() => setSheet(undefined)}>
        <p className="text-sm">{own.tableAbout}</p>
        <TableUpload kind="areas" site={site} download={own.download} />
      </Sheet>
    </div>
  );
}

function TeamAreas({
  team,
  teams,
  areas,
  onDone,
}: {
  team: AreaTeam;
  teams: readonly AreaTeam[];
  areas: readonly Area[];
  onDone: (said: string) => void;
}) {
  const own = usePageWords('areas');
  const places = areas.reduce((sum, area) => sum + placesOf(area), 0);
  return (
    <Card title={team.name} side={<span className="text-sm text-muted">{own.areaCount(areas.length, places)}</span>}>
      {areas.length === 0 && <p className="text-sm text-muted">{own.noAreas}</p>}
      <ul className="divide-y divide-line">
        {areas.map((area) => (
          <li key={area.id} className="flex flex-wrap items-start justify-between gap-2 py-2">
            <div className="min-w-0 flex-1 basis-60">
              <p className="text-sm">
                <b className="font-medium">{area.name}</b>{' '}
                <span className="text-muted">{own.places(placesOf(area))}</span>
              </p>
              <Covers of={area} />
            </div>
            <AreaActs area={area} team={team} teams={teams} onDone={onDone} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
