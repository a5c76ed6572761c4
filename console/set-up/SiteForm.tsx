import { Form } from 'react-aria-components';
import { useSendOnce } from '../act/send.js';
import { api, type Json } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { useDraft } from '../api/use-draft.js';
import { Button } from '../look/button.js';
import { CheckInput, SelectInput } from '../look/choices.js';
import { TextInput } from '../look/fields.js';
import { Banner } from '../look/parts.js';
import { useMe } from '../api/me.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

/** What the administrators of the whole installation belong to: they name the organisation of each site. */
const installation = 'installation';

/** The rulebook that is usual at a kind of site. */
const usual: Record<string, string> = {
  estate: 'property',
  office: 'property',
  'heating-network': 'heating',
  'power-county': 'power',
};

/** Enters a site; `onDone` with its name when it is on record, `onCancel` where it may be left for now. */
export function SiteForm({
  rulebooks,
  organisation,
  onDone,
  onCancel,
}: {
  rulebooks: Json<'RulebooksJson'>['rulebooks'];
  organisation: string;
  onDone: (name: string) => void;
  onCancel: (() => void) | undefined;
}) {
  const own = usePageWords('setUp');
  const { t, language } = useWords();
  const me = useMe();
  const draft = useDraft('site', {
    zh: '',
    en: '',
    id: '',
    kind: '',
    otherKind: '',
    organisation: '',
    rulebooks: [] as string[],
  });
  const site = draft.value;
  const set = (changed: Partial<typeof site>) => draft.set((value) => ({ ...value, ...changed }));
  const whose = site.organisation || organisation;
  const send = useSendOnce(
    (key) =>
      api.POST('/v1/sites', {
        params: { header: { 'Idempotency-Key': key } },
        body: {
          id: site.id.trim(),
          kind: site.kind === 'other' ? site.otherKind.trim() : site.kind,
          name: { 'zh-CN': site.zh.trim(), en: site.en.trim() },
          rulebooks: site.rulebooks,
          ...(me.organisation === installation ? { organisation: whose.trim() } : {}),
        },
      }),
    () => {
      draft.drop();
      onDone(language === 'en' ? site.en : site.zh);
    },
  );
  const faultOf = (field: string) => send.problem?.errors.find((error) => error.field.startsWith(field))?.detail;
  return (
    <Form
      validationBehavior="aria"
      id="site"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        send.submit(JSON.stringify(site));
      }}
    >
      {send.problem && send.problem.errors.length === 0 && <Banner tone="late">{problemText(send.problem, t)}</Banner>}
      <div className="grid gap-4 sm:grid-cols-2">
        <TextInput
          label={own.siteNameZh}
          isRequired
          maxLength={100}
          value={site.zh}
          onChange={(zh) => set({ zh })}
          error={faultOf('name.zh-CN')}
        />
        <TextInput
          label={own.siteNameEn}
          isRequired
          maxLength={100}
          value={site.en}
          onChange={(en) => set({ en })}
          error={faultOf('name.en')}
        />
        <TextInput
          label={own.siteId}
          help={own.siteIdHelp}
          isRequired
          maxLength={64}
          spellCheck="false"
          value={site.id}
          onChange={(id) => set({ id })}
          error={faultOf('id')}
        />
        {me.organisation === installation && (
          <TextInput
            label={own.organisation}
            help={own.organisationHelp}
            isRequired
            maxLength={64}
            spellCheck="false"
            value={whose}
            onChange={(next) => set({ organisation: next })}
            error={faultOf('organisation')}
          />
        )}
        <SelectInput
          label={own.kind}
          choices={Object.entries(own.kinds).map(([id, name]) => ({ id, name }))}
          value={site.kind}
          onChange={(kind) => {
            const rulebook = rulebooks.find(({ name }) => name === usual[kind])?.name;
            set({ kind, ...(rulebook && site.rulebooks.length === 0 ? { rulebooks: [rulebook] } : {}) });
          }}
          error={site.kind === 'other' ? undefined : faultOf('kind')}
        />
        {site.kind === 'other' && (
          <TextInput
            label={own.otherKind}
            isRequired
            maxLength={64}
            value={site.otherKind}
            onChange={(otherKind) => set({ otherKind })}
            error={faultOf('kind')}
          />
        )}
      </div>
      <CheckInput
        label={own.rulebooks}
        help={own.rulebooksHelp}
        choices={rulebooks.map(({ name, title, version }) => ({ id: name, name: title[language], about: version }))}
        value={site.rulebooks}
        onChange={(next) => set({ rulebooks: next })}
        error={faultOf('rulebooks')}
      />
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          form="site"
          look="primary"
          isPending={send.isPending}
          shortcut={{ code: 'KeyS', alt: true, label: own.addSite }}
        >
          {send.isPending ? t.common.sending : own.addSite}
        </Button>
        {onCancel && (
          <Button look="quiet" onPress={onCancel}>
            {t.common.cancel}
          </Button>
        )}
      </div>
    </Form>
  );
}
