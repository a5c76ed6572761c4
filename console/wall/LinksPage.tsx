import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useSendOnce } from '../act/send.js';
import { addresses } from '../addresses.js';
import { $api, api, type Json } from '../api/client.js';
import { LocalWhen } from '../clock/local-when.js';
import { Button } from '../look/button.js';
import { SelectInput } from '../look/choices.js';
import { Sheet } from '../look/dialog.js';
import { inputClass, labelClass, NumberInput, TextInput } from '../look/fields.js';
import { Badge, Banner, Card, Empty, PageTitle } from '../look/parts.js';
import { Refused } from '../look/refused.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

type Link = Json<'WallLinkJson'>;
type Made = Json<'NewWallLinkJson'>;

/** Links for wall screens: made by an administrator, shown once, revoked at any time. */
export function WallLinksPage() {
  const { t } = useWords();
  const own = usePageWords('wall').links;
  const { data } = $api.useQuery('get', '/v1/wall-links', {});
  const [made, setMade] = useState<Made>();
  const [revoking, setRevoking] = useState<Link>();
  const nameOf = usePlaceName();
  return (
    <>
      <PageTitle>{t.shell.wallLinks}</PageTitle>
      <p className="mb-4 max-w-prose text-sm text-muted">{own.about}</p>
      <div className="grid items-start gap-4 lg:grid-cols-[22rem_minmax(0,1fr)]">
        <Card title={own.make}>
          {made ? <Shown made={made} onClose={() => setMade(undefined)} /> : <MakeForm onDone={setMade} />}
        </Card>
        <Card title={own.list}>
          {data?.links.length === 0 && <Empty title={own.none}>{own.noneAbout}</Empty>}
          <ul className="flex flex-col divide-y divide-line">
            {data?.links.map((link) => (
              <li key={link.id} className="flex flex-wrap items-center justify-between gap-2 py-2 text-sm">
                <span className="flex min-w-0 flex-col">
                  <span className="font-medium">{link.name}</span>
                  <span className="flex flex-wrap gap-x-3 text-muted">
                    <span>{nameOf(link)}</span>
                    <span>{own.by(link.createdByName ?? link.createdBy)}</span>
                    <span>
                      {own.endsAt} <LocalWhen at={link.endsAt} />
                    </span>
                  </span>
                </span>
                <span className="flex items-center gap-2">
                  <Badge tone={link.holds ? 'ok' : 'plain'}>
                    {link.holds ? own.holds : link.endedAt ? own.revoked : own.ended}
                  </Badge>
                  {link.holds && (
                    <Button small look="danger" onPress={() => setRevoking(link)}>
                      {own.revoke}
                    </Button>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </Card>
      </div>
      <Sheet
        title={own.revokeAsk(revoking?.name ?? '')}
        isOpen={revoking !== undefined}
        onClose={() => setRevoking(undefined)}
      >
        {revoking && <Revoke link={revoking} onDone={() => setRevoking(undefined)} />}
      </Sheet>
    </>
  );
}

/** The sites, and the organisations whose they are. */
function usePlaces() {
  const { language } = useWords();
  const { data } = $api.useQuery('get', '/v1/sites', {});
  const sites = (data?.sites ?? []).filter(({ endedAt }) => endedAt === null);
  return { sites, language, organisations: [...new Set(sites.map(({ organisation }) => organisation))] };
}

/** What a link shows, in words: a site, or all of an organisation by the names of its sites. */
function usePlaceName(): (link: Pick<Link, 'site' | 'organisation'>) => string {
  const { sites, language } = usePlaces();
  return ({ site, organisation }) =>
    sites
      .filter((one) => (site === null ? one.organisation === organisation : one.id === site))
      .map(({ name }) => name[language])
      .join(language === 'en' ? ', ' : '、');
}

const prefix = 'organisation ';

function MakeForm({ onDone }: { onDone: (made: Made) => void }) {
  const { t } = useWords();
  const own = usePageWords('wall').links;
  const { sites, language, organisations } = usePlaces();
  const nameOf = usePlaceName();
  const [name, setName] = useState('');
  const [place, setPlace] = useState('');
  const [days, setDays] = useState<number | undefined>(90);
  const body = {
    name: name.trim(),
    ...(place.startsWith(prefix) ? { organisation: place.slice(prefix.length) } : { site: place }),
    ...(days === undefined ? {} : { days }),
  };
  const { submit, isPending, problem } = useSendOnce(
    async (key) => (await api.POST('/v1/wall-links', { params: { header: { 'Idempotency-Key': key } }, body })).data!,
    onDone,
  );
  const several = organisations.filter((id) => sites.filter(({ organisation }) => organisation === id).length > 1);
  const faultOf = (field: string) => problem?.errors.find((one) => one.field === field)?.detail;
  return (
    <Form
      validationBehavior="aria"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (body.name !== '' && place !== '') submit(JSON.stringify(body));
      }}
    >
      <TextInput
        label={own.name}
        help={own.nameHelp}
        value={name}
        onChange={setName}
        maxLength={100}
        error={faultOf('name')}
      />
      <SelectInput
        label={own.place}
        choices={[
          ...sites.map((site) => ({ id: site.id, name: site.name[language] })),
          ...several.map((id) => ({ id: prefix + id, name: own.all(nameOf({ site: null, organisation: id })) })),
        ]}
        value={place}
        onChange={setPlace}
        error={faultOf('site') ?? faultOf('organisation')}
      />
      <NumberInput label={own.days} value={days} onChange={setDays} min={1} max={365} error={faultOf('days')} />
      <Refused problem={problem} besideFields />
      <Button
        type="submit"
        look="primary"
        className="w-fit"
        isPending={isPending}
        isDisabled={body.name === '' || place === ''}
      >
        {isPending ? t.common.sending : own.make}
      </Button>
    </Form>
  );
}

/** The link, this once. */
function Shown({ made, onClose }: { made: Made; onClose: () => void }) {
  const { t } = useWords();
  const own = usePageWords('wall').links;
  const [isCopied, setCopied] = useState(false);
  const link = `${location.origin}${addresses.wall}#${made.secret ?? ''}`;
  return (
    <div className="flex flex-col gap-3">
      <Banner tone="ok">{own.made}</Banner>
      <p className="text-sm text-muted">{own.madeAbout}</p>
      <label className="flex flex-col gap-1">
        <span className={labelClass}>{own.link}</span>
        <input readOnly value={link} onFocus={({ target }) => target.select()} className={inputClass} />
      </label>
      <span className="flex flex-wrap gap-2">
        <Button look="primary" onPress={() => void navigator.clipboard.writeText(link).then(() => setCopied(true))}>
          {isCopied ? own.copied : own.copy}
        </Button>
        <Button onPress={onClose}>{t.common.close}</Button>
      </span>
    </div>
  );
}

function Revoke({ link, onDone }: { link: Link; onDone: () => void }) {
  const { t } = useWords();
  const own = usePageWords('wall').links;
  const { submit, isPending, problem } = useSendOnce(async (key) => {
    await api.POST('/v1/wall-links/{id}/revoke', {
      params: { path: { id: link.id }, header: { 'Idempotency-Key': key } },
    });
  }, onDone);
  return (
    <div className="flex flex-col gap-4">
      <p className="text-sm">{own.revokeAbout}</p>
      <Refused problem={problem} />
      <Button look="danger" className="w-fit" isPending={isPending} onPress={() => submit(link.id)}>
        {isPending ? t.common.sending : own.revoke}
      </Button>
    </div>
  );
}
