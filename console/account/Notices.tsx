import { Form } from 'react-aria-components';
import { useSendOnce } from '../act/send.js';
import { $api, api, type Json } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { useDraft } from '../api/use-draft.js';
import { Button } from '../look/button.js';
import { RadioInput, SelectInput } from '../look/choices.js';
import { TextInput } from '../look/fields.js';
import { Banner, Card } from '../look/parts.js';
import { useOwnZone } from '../clock/local-when.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { NoticeKinds } from './NoticeKinds.js';
import { preferencesOf, wishesOf, type Wishes } from './notice-wishes.js';
import { Refused } from '../look/refused.js';
import { OnRecord, useOnRecord } from './OnRecord.js';

/** How notices reach one: by kind, quiet hours, addresses. */
export function Notices() {
  const own = usePageWords('account');
  const { t } = useWords();
  const kept = $api.useQuery('get', '/v1/me/notices/preferences');
  const zone = useOwnZone();
  return (
    <Card title={own.notices}>
      <p className="mb-3 text-sm text-muted">{own.noticesAbout}</p>
      {kept.error && <Banner tone="late">{problemText(kept.error as never, t)}</Banner>}
      {kept.data && <NoticesForm kept={kept.data} zone={zone} />}
    </Card>
  );
}

function NoticesForm({ kept, zone }: { kept: Json<'PreferencesJson'>; zone: string }) {
  const own = usePageWords('account');
  const { t } = useWords();
  const record = useOnRecord();
  const draft = useDraft<Wishes | null>('notice preferences', null);
  const wishes = draft.value ?? wishesOf(kept, zone);
  const change = (changed: Partial<Wishes>) => {
    record.forget();
    draft.set((before) => ({ ...(before ?? wishesOf(kept, zone)), ...changed }));
  };
  const client = useSendOnce(
    () => api.PUT('/v1/me/notices/preferences', { body: preferencesOf(wishes) }),
    () => {
      draft.drop();
      record.mark();
    },
  );
  const { problem } = client;
  const faultOf = (field: string) => problem?.errors.find((error) => error.field === field)?.detail;
  // A fault of the third kind that was sent is one of that kind.
  const sent = preferencesOf(wishes).kinds;
  const faultOfKind = (kind: string) => {
    const at = sent.findIndex((one) => one.kind === kind);
    return at < 0 ? undefined : problem?.errors.find(({ field }) => field.startsWith(`kinds[${at}]`))?.detail;
  };
  return (
    <Form
      validationBehavior="aria"
      id="notices"
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        client.submit(JSON.stringify(wishes));
      }}
    >
      <Refused problem={problem} besideFields />
      <NoticeKinds
        wishes={wishes.kinds}
        always={kept.always}
        faultOf={faultOfKind}
        onChange={(kinds) => change({ kinds })}
      />
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        <TextInput
          label={own.quietFrom}
          type="time"
          isOptional
          value={wishes.quietFrom}
          onChange={(quietFrom) => change({ quietFrom })}
          error={faultOf('quietFrom')}
        />
        <TextInput
          label={own.quietUntil}
          type="time"
          isOptional
          value={wishes.quietUntil}
          onChange={(quietUntil) => change({ quietUntil })}
          error={faultOf('quietUntil')}
        />
        <TextInput
          label={own.digestAt}
          type="time"
          value={wishes.digestAt}
          onChange={(digestAt) => change({ digestAt })}
          error={faultOf('digestAt')}
        />
        <p className="-mt-2 text-xs text-muted sm:col-span-2 lg:col-span-3">{own.quietHelp}</p>
        <TextInput
          label={own.sms}
          help={own.smsHelp}
          type="tel"
          autoComplete="tel"
          isOptional
          maxLength={20}
          value={wishes.sms}
          onChange={(sms) => change({ sms })}
          error={faultOf('sms')}
        />
        <TextInput
          label={own.chat}
          help={own.chatHelp}
          isOptional
          maxLength={100}
          value={wishes.chat}
          onChange={(chat) => change({ chat })}
          error={faultOf('chat')}
        />
        <SelectInput
          label={own.timeZone}
          choices={zones(wishes.timeZone).map((id) => ({ id, name: id.replaceAll('_', ' ') }))}
          value={wishes.timeZone}
          onChange={(timeZone) => change({ timeZone })}
          error={faultOf('timeZone')}
        />
        <div className="sm:col-span-2 lg:col-span-3">
          <RadioInput
            label={own.noticeLanguage}
            choices={[
              { id: 'usual', name: own.noticeLanguageUsual },
              { id: 'zh-CN', name: own.languages['zh-CN'] },
              { id: 'en', name: own.languages.en },
            ]}
            value={wishes.language || 'usual'}
            onChange={(language) => change({ language: language === 'usual' ? '' : (language as 'en') })}
            error={faultOf('language')}
          />
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Button
          type="submit"
          form="notices"
          look="primary"
          isPending={client.isPending}
          shortcut={{ code: 'KeyS', alt: true, label: t.common.save }}
        >
          {client.isPending ? t.common.sending : t.common.save}
        </Button>
        <OnRecord at={record.at} />
      </div>
    </Form>
  );
}

/** All time zones, the one that is set even where the browser does not list it. */
function zones(set: string): string[] {
  return [...new Set([set, 'Asia/Shanghai', ...Intl.supportedValuesOf('timeZone')])];
}
