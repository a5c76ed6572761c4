import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { $api, Problem, type Json } from '../api/client.js';
import { tellTabs } from '../api/whose-browser.js';
import { problemText } from '../api/problem-text.js';
import { Button } from '../look/button.js';
import { TextInput } from '../look/fields.js';
import { Banner, Card } from '../look/parts.js';
import { useWords } from '../words/words.js';
import { SignInRefused, useDelay } from './Delay.js';

/** The first page of somebody who is not signed in. */
export function SignIn() {
  const { t, language, speak } = useWords();
  return (
    <main className="mx-auto flex min-h-dvh max-w-3xl flex-col gap-6 px-4 py-8">
      <div className="flex items-center justify-between gap-3">
        <h1 className="flex items-center gap-3 text-2xl font-semibold">
          <img src="/icon.svg" alt="" className="size-9" />
          {t.shell.name}
        </h1>
        <Button look="quiet" onPress={() => speak(language === 'en' ? 'zh-CN' : 'en')}>
          {t.shell.language}
        </Button>
      </div>
      <SignInForm />
    </main>
  );
}

/** Signs in, on its page or over another; `onDone` with the person's id. */
export function SignInForm({ onDone }: { onDone?: (person: string) => void }) {
  const { t } = useWords();
  const client = useQueryClient();
  const [person, setPerson] = useState('');
  const [password, setPassword] = useState('');
  const options = $api.useQuery('get', '/v1/sign-in', {}, { staleTime: 60_000 });
  const signIn = $api.useMutation('post', '/v1/session', {
    onSuccess: async (session) => {
      tellTabs(session.person);
      if (onDone) onDone(session.person);
      else await client.resetQueries();
    },
  });
  const refused = signIn.error instanceof Problem ? signIn.error : undefined;
  const delay = useDelay(refused);
  const people = options.data?.people ?? [];
  const refusal = refused && <SignInRefused problem={refused} delay={delay} />;
  // A real desk asks for id and password and nothing else.
  const fields = (
    <Form
      className="flex max-w-md flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!signIn.isPending && delay === 0) signIn.mutate({ body: { person: person.trim(), password } });
      }}
    >
      <TextInput
        label={t.signIn.person}
        value={person}
        onChange={setPerson}
        autoComplete="username"
        spellCheck="false"
        isRequired
      />
      <TextInput
        label={t.signIn.password}
        value={password}
        onChange={setPassword}
        type="password"
        autoComplete="current-password"
        isRequired
      />
      <Button type="submit" look="primary" isPending={signIn.isPending} isDisabled={delay > 0}>
        {delay > 0 ? t.signIn.tryIn(delay) : t.signIn.submit}
      </Button>
      <p className="text-sm text-muted">{t.signIn.forgotten}</p>
    </Form>
  );
  return (
    <div className="flex flex-col gap-6">
      {people.length > 0 && refusal}
      {people.length > 0 && (
        <DemoPeople
          people={people}
          isPending={signIn.isPending}
          choose={(id) => signIn.mutate({ body: { person: id } })}
        />
      )}
      {options.isSuccess &&
        (people.length > 0 ? (
          <details className="rounded-lg border border-line bg-surface p-4">
            <summary className="mb-4 cursor-pointer font-medium">{t.signIn.withPassword}</summary>
            {fields}
          </details>
        ) : (
          <Card title={t.signIn.title} className="mx-auto w-full max-w-md sm:p-6">
            <div className="flex flex-col gap-4">
              {refusal}
              <p className="text-sm text-muted">{t.signIn.firstTime}</p>
              {fields}
            </div>
          </Card>
        ))}
      {options.error && <Banner tone="late">{problemText(options.error as unknown as Problem, t)}</Banner>}
    </div>
  );
}

/** More people than this are looked for by name. */
const searchedFrom = 12;

/** The people of a trial desk as buttons, by what they do. */
function DemoPeople({
  people,
  isPending,
  choose,
}: {
  people: Json<'SignInJson'>['people'];
  isPending: boolean;
  choose: (id: string) => void;
}) {
  const { t } = useWords();
  const [words, setWords] = useState('');
  const sought = words.trim().toLowerCase().split(/\s+/);
  const found = people.filter(({ name, roles, sites }) => {
    const text = [name, ...roles, ...sites].join(' ').toLowerCase();
    return sought.every((word) => text.includes(word));
  });
  const works = [...new Set(found.map(({ work }) => work))];
  return (
    <div className="flex flex-col gap-5">
      <p className="text-muted">{t.signIn.trial}</p>
      {people.length > searchedFrom && (
        <TextInput label={t.signIn.find} type="search" value={words} onChange={setWords} />
      )}
      {found.length === 0 && <p className="text-sm text-muted">{t.signIn.notFound}</p>}
      {works.map((work) => (
        <section key={work}>
          <h2 className="mb-2 text-sm font-semibold text-muted">{t.signIn.works[work as 'calls'] ?? work}</h2>
          <ul className="grid gap-2 sm:grid-cols-2">
            {found
              .filter((one) => one.work === work)
              .map((one) => (
                <li key={one.id}>
                  <Button
                    isPending={isPending}
                    onPress={() => choose(one.id)}
                    className="h-full w-full flex-col items-start! gap-0! py-2 text-left"
                  >
                    <span className="font-medium">{one.name}</span>
                    <span className="text-xs text-muted">{one.roles.join(' · ')}</span>
                    <span className="text-xs text-muted">{one.sites.join(' · ')}</span>
                  </Button>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
