import { Form } from 'react-aria-components';
import { useSendOnce } from '../act/send.js';
import { api } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { useDraft } from '../api/use-draft.js';
import { Button } from '../look/button.js';
import { RadioInput, SelectInput } from '../look/choices.js';
import { TextInput } from '../look/fields.js';
import { Banner } from '../look/parts.js';
import { useMe } from '../api/me.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

/** Enters an emergency contact; `onDone` with its name, and what is odd about its phone, when it is on record. */
export function ContactForm({ onDone }: { onDone: (name: string, hint: string | null) => void }) {
  const own = usePageWords('onDuty');
  const { t, language } = useWords();
  const { sites } = useMe();
  const draft = useDraft('contact', {
    site: sites.length === 1 ? sites[0]!.id : '',
    kind: '' as 'owner' | '',
    name: '',
    phone: '',
    remark: '',
  });
  const { site, kind, name, phone, remark } = draft.value;
  const send = useSendOnce(
    async (key) =>
      (
        await api.POST('/v1/contacts', {
          params: { header: { 'Idempotency-Key': key } },
          body: { site, kind: kind as 'owner', name, phone, ...(remark.trim() && { remark }) },
        })
      ).data!,
    ({ hint }) => {
      draft.drop();
      onDone(name, hint);
    },
  );
  const faultOf = (field: string) => send.problem?.errors.find((error) => error.field === field)?.detail;
  const set = (changed: Partial<typeof draft.value>) => draft.set((value) => ({ ...value, ...changed }));
  return (
    <Form
      validationBehavior="aria"
      id="contact"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        send.submit(JSON.stringify(draft.value));
      }}
    >
      {send.problem && send.problem.errors.length === 0 && <Banner tone="late">{problemText(send.problem, t)}</Banner>}
      {sites.length > 1 && (
        <SelectInput
          label={t.common.site}
          choices={sites.map((one) => ({ id: one.id, name: one.name[language] }))}
          value={site}
          onChange={(next) => set({ site: next })}
          error={faultOf('site')}
        />
      )}
      <RadioInput
        label={own.kind}
        choices={Object.entries(own.kinds).map(([id, text]) => ({ id, name: text }))}
        value={kind}
        onChange={(next) => set({ kind: next as 'owner' })}
        error={faultOf('kind')}
      />
      <TextInput
        label={own.name}
        maxLength={200}
        value={name}
        onChange={(next) => set({ name: next })}
        isRequired
        error={faultOf('name')}
      />
      <TextInput
        label={own.phone}
        type="tel"
        maxLength={50}
        value={phone}
        onChange={(next) => set({ phone: next })}
        isRequired
        error={faultOf('phone')}
      />
      <TextInput
        label={own.remark}
        help={own.remarkHelp}
        isOptional
        rows={2}
        maxLength={1000}
        value={remark}
        onChange={(next) => set({ remark: next })}
        error={faultOf('remark')}
      />
      <Button
        type="submit"
        form="contact"
        look="primary"
        isPending={send.isPending}
        shortcut={{ code: 'KeyS', alt: true, label: t.common.save }}
        className="self-start"
      >
        {send.isPending ? t.common.sending : t.common.save}
      </Button>
    </Form>
  );
}
