import type { ReactNode } from 'react';
import { Form } from 'react-aria-components';
import { useSendOnce } from '../act/send.js';
import { WhenControl } from '../act/WhenControl.js';
import { api, type Json, type Problem } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { serverNow } from '../api/server-time.js';
import { useDraft } from '../api/use-draft.js';
import { useOwnZone } from '../clock/local-when.js';
import { Button } from '../look/button.js';
import { SelectInput } from '../look/choices.js';
import { TextInput } from '../look/fields.js';
import { Banner } from '../look/parts.js';
import { useMe } from '../api/me.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { useColleagues, type Colleague } from './colleagues.js';

interface Time {
  from: string;
  until: string;
  reason: string;
}

const faultOf = (problem: Problem | undefined, field: string): string | undefined =>
  problem?.errors.find((error) => error.field === field)?.detail;

/** Enters that somebody is away, oneself unless another is named. */
export function AbsenceForm({ person, onDone }: { person?: string; onDone: () => void }) {
  const me = useMe();
  const id = person ?? me.id;
  const draft = useDraft<Time>(id === me.id ? 'absence' : `absence ${id}`, { from: '', until: '', reason: '' });
  const { from, until, reason } = draft.value;
  const send = useSendOnce(
    (key) =>
      api.POST('/v1/people/{id}/absences', {
        params: { path: { id }, header: { 'Idempotency-Key': key } },
        body: { until, ...(from && { from }), ...(reason && { reason }) },
      }),
    () => {
      draft.drop();
      onDone();
    },
  );
  return (
    <AwayForm known={['from', 'until', 'reason']} draft={draft.value} send={send}>
      <TimeFields value={draft.value} onChange={draft.set} problem={send.problem} isReasonOptional />
    </AwayForm>
  );
}

interface StandInFormProps {
  posts: Json<'TermJson'>[];
  /** Whose place it is in, with who may be named and what a post is called; oneself unless it is said. */
  of?: { person: string; people: readonly Colleague[]; nameOfPost: (post: Json<'TermJson'>) => string };
  onDone: () => void;
}

/** Names who stands in. */
export function StandInForm({ posts, of, onDone }: StandInFormProps) {
  const own = usePageWords('account');
  const { language } = useWords();
  const me = useMe();
  const person = of?.person ?? me.id;
  const draft = useDraft<Time & { to: string; post: string }>(of ? `stand-in ${person}` : 'stand-in', {
    from: '',
    until: '',
    reason: '',
    to: '',
    post: '',
  });
  const { from, until, reason, to, post } = draft.value;
  const send = useSendOnce(
    (key) =>
      api.POST('/v1/people/{id}/delegations', {
        params: { path: { id: person }, header: { 'Idempotency-Key': key } },
        body: { to, until, reason, ...(from && { from }), ...(post && { post }) },
      }),
    () => {
      draft.drop();
      onDone();
    },
  );
  const colleagues = useColleagues();
  const people = (of?.people ?? colleagues).filter(({ id }) => id !== person);
  const nameOfOwn = ({ role, site, department }: Json<'TermJson'>) => {
    const held = me.posts.find((one) => one.role === role && one.site === site && one.department === department);
    const where = site === null ? own.allSites : me.sites.find(({ id }) => id === site)?.name[language];
    return [held?.name ?? role, where].filter(Boolean).join(' · ');
  };
  const open = posts.filter(({ until: ends }) => ends === null || Date.parse(ends) > serverNow());
  return (
    <AwayForm known={['to', 'post', 'from', 'until', 'reason']} draft={draft.value} send={send}>
      <SelectInput
        label={own.to}
        help={own.toHelp}
        choices={people.map(({ id, name, roles }) => ({ id, name, about: roles.join(' · ') }))}
        value={to}
        onChange={(next) => draft.set((value) => ({ ...value, to: next }))}
        error={faultOf(send.problem, 'to')}
      />
      {open.length > 1 && (
        <SelectInput
          label={own.post}
          help={own.allPosts}
          isOptional
          choices={open.map((one) => ({ id: one.id, name: (of?.nameOfPost ?? nameOfOwn)(one) }))}
          value={post}
          onChange={(next) => draft.set((value) => ({ ...value, post: next }))}
          error={faultOf(send.problem, 'post')}
        />
      )}
      <TimeFields value={draft.value} onChange={draft.set} problem={send.problem} />
    </AwayForm>
  );
}

function TimeFields<T extends Time>({
  value,
  onChange,
  problem,
  isReasonOptional = false,
}: {
  value: T;
  onChange: (change: (value: T) => T) => void;
  problem: Problem | undefined;
  isReasonOptional?: boolean;
}) {
  const own = usePageWords('account');
  const timeZone = useOwnZone();
  return (
    <>
      <WhenControl
        label={own.from}
        help={own.fromHelp}
        isOptional
        timeZone={timeZone}
        value={value.from}
        onChange={(from = '') => onChange((before) => ({ ...before, from }))}
        error={faultOf(problem, 'from')}
      />
      <WhenControl
        label={own.end}
        timeZone={timeZone}
        value={value.until}
        onChange={(until = '') => onChange((before) => ({ ...before, until }))}
        error={faultOf(problem, 'until')}
      />
      <TextInput
        label={own.reason}
        placeholder={own.reasonExample}
        isOptional={isReasonOptional}
        maxLength={200}
        value={value.reason}
        onChange={(reason) => onChange((before) => ({ ...before, reason }))}
        error={faultOf(problem, 'reason')}
      />
    </>
  );
}

/** A form of the sheet; what is wrong with no field of its own stands above. */
function AwayForm({
  known,
  draft,
  send,
  children,
}: {
  known: string[];
  draft: object;
  send: { submit: (text: string) => void; isPending: boolean; problem: Problem | undefined };
  children: ReactNode;
}) {
  const { t } = useWords();
  const { problem } = send;
  const elsewhere = problem?.errors.filter(({ field }) => !known.includes(field)) ?? [];
  return (
    <Form
      validationBehavior="aria"
      id="away"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        send.submit(JSON.stringify(draft));
      }}
    >
      {problem && (problem.errors.length === 0 || elsewhere.length > 0) && (
        <Banner tone="late">{elsewhere[0]?.detail ?? problemText(problem, t)}</Banner>
      )}
      {children}
      <Button
        type="submit"
        form="away"
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
