import { useState } from 'react';
import { useSendOnce } from '../act/send.js';
import { $api, api, newKey, type Json } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { Button } from '../look/button.js';
import { SelectInput } from '../look/choices.js';
import { TextInput } from '../look/fields.js';
import { Banner, Card } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { useOpenSites } from './SiteStep.js';

type Area = Json<'AreaJson'>;

/** Which addresses belong to which team, with what each of them covers in words; and an area more, looked at first. */
export function Areas() {
  const own = usePageWords('setUp');
  const { t } = useWords();
  const teams = $api.useQuery('get', '/v1/teams').data?.teams ?? [];
  const areas = $api.useQuery('get', '/v1/areas');
  if (teams.length === 0) return null;
  const all = (areas.data?.areas ?? []).filter(({ endedAt }) => endedAt === null);
  return (
    <Card title={own.areas}>
      <p className="mb-3 text-sm text-muted">{own.areasAbout}</p>
      {areas.error && <Banner tone="late">{problemText(areas.error as never, t)}</Banner>}
      {all.length > 0 && (
        <details className="mb-4">
          <summary className="cursor-pointer text-sm font-medium">{own.areasThere(all.length)}</summary>
          <ul className="mt-2 divide-y divide-line text-sm">
            {all.map((area) => (
              <li key={area.id} className="py-2">
                <span className="font-medium">{area.name}</span> <span className="text-muted">{area.teamName}</span>
                <Covers of={area} />
              </li>
            ))}
          </ul>
        </details>
      )}
      <AreaForm teams={teams} />
    </Card>
  );
}

/** What each address of an area covers, in words. */
export function Covers({ of: { covers, lines } }: { of: Area }) {
  const own = usePageWords('setUp');
  const { t, language } = useWords();
  return (
    <ul className="mt-1 flex flex-col gap-0.5 text-sm">
      {covers.map(({ address, text }) => (
        <li key={address}>
          <b className="font-medium">{address}</b>
          {t.common.colon}
          {text[language]}
        </li>
      ))}
      {lines.length > 0 && (
        <li className="text-muted">
          {own.lines}
          {t.common.colon}
          {lines.join(t.act.and)}
        </li>
      )}
    </ul>
  );
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** An area more of one of the teams: what it would cover is shown before it is entered. */
export function AreaForm({ teams }: { teams: readonly Json<'TeamJson'>[] }) {
  const own = usePageWords('setUp');
  const { t, language } = useWords();
  const sites = useOpenSites();
  const siteName = (id: string) =>
    new Set(teams.map(({ site }) => site)).size < 2 ? undefined : sites.find((one) => one.id === id)?.name[language];
  const [team, setTeam] = useState('');
  const [name, setName] = useState('');
  const [addresses, setAddresses] = useState('');
  const [looked, setLooked] = useState<{ text: string; would: Area }>();
  const [entered, setEntered] = useState<string>();
  const body = { team, name: name.trim(), addresses: linesOf(addresses) };
  const text = JSON.stringify(body);
  const send = async (dry: boolean, key: string): Promise<Area> =>
    (await api.POST('/v1/areas', { params: { query: { dry }, header: { 'Idempotency-Key': key } }, body })).data!;
  const look = useSendOnce(
    () => send(true, newKey()),
    (would) => setLooked({ text, would }),
  );
  const enter = useSendOnce(
    (key) => send(false, key),
    (area) => {
      setEntered(area.name);
      setLooked(undefined);
      setName('');
      setAddresses('');
    },
  );
  // What was looked at is what would be entered, or it is looked at anew.
  const would = looked?.text === text ? looked.would : undefined;
  const problem = enter.problem ?? look.problem;
  const faultOf = (field: string) => problem?.errors.find((error) => error.field.startsWith(field))?.detail;
  const change = (set: (next: string) => void) => (next: string) => {
    set(next);
    setEntered(undefined);
  };
  return (
    <div className="flex flex-col gap-3">
      <SelectInput
        label={own.team}
        choices={teams.map(({ id, name: called, site }) => ({ id, name: called, about: siteName(site) }))}
        value={team}
        onChange={change(setTeam)}
        error={faultOf('team')}
      />
      <TextInput label={own.areaName} maxLength={100} value={name} onChange={change(setName)} error={faultOf('name')} />
      <TextInput
        label={own.areaAddresses}
        help={own.areaAddressesHelp}
        rows={4}
        value={addresses}
        onChange={change(setAddresses)}
        error={faultOf('addresses')}
      />
      {problem && problem.errors.length === 0 && <Banner tone="late">{problemText(problem, t)}</Banner>}
      {would ? (
        <div className="flex flex-col items-start gap-3 rounded-md border border-line p-3" aria-live="polite">
          <p className="text-sm font-medium">{own.wouldCover}</p>
          <Covers of={would} />
          <Button look="primary" isPending={enter.isPending} onPress={() => enter.submit(text)}>
            {enter.isPending ? t.common.sending : own.enterArea}
          </Button>
        </div>
      ) : (
        <Button className="self-start" isPending={look.isPending} onPress={() => look.submit(text)}>
          {own.lookAtArea}
        </Button>
      )}
      {entered && <Banner tone="ok">{own.siteAdded(entered)}</Banner>}
    </div>
  );
}
