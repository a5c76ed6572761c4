import { useState, type ReactNode } from 'react';
import { $api } from '../api/client.js';
import { useMe } from '../api/me.js';
import { problemText } from '../api/problem-text.js';
import { LocalWhen } from '../clock/local-when.js';
import { Button } from '../look/button.js';
import { Badge, Banner } from '../look/parts.js';
import { NewToken, TokensOf } from '../set-up/TokensOfPeople.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { AwayOf } from './AwayOf.js';
import { Contact } from './Contact.js';
import { useStaffNames } from './directory.js';
import { Leave } from './Leave.js';
import { OneTimePassword } from './OneTimePassword.js';
import { PersonHistory } from './PersonHistory.js';
import { PostsOf } from './PostsOf.js';

/** Somebody with all that is on record of them, and everything an administrator changes of it. */
export function PersonSheet({
  person: id,
  organisation,
  onLeft,
}: {
  person: string;
  organisation: string;
  onLeft: (name: string) => void;
}) {
  const own = usePageWords('people');
  const { t } = useWords();
  const me = useMe();
  const names = useStaffNames(organisation);
  const [done, setDone] = useState<string>();
  const [makes, setMakes] = useState(false);
  const whole = $api.useQuery('get', '/v1/people/{id}', { params: { path: { id } } });
  const person = whole.data;
  if (whole.error) return <Banner tone="late">{problemText(whole.error as never, t)}</Banner>;
  if (!person) return <p className="text-muted">{t.common.loading}</p>;
  return (
    <div className="flex flex-col gap-6">
      <p className="-mt-3 flex flex-wrap items-center gap-2 text-sm text-muted">
        {own.id} {person.id}
        {person.endedAt && (
          <Badge tone="warn">
            {own.leavesAt} <LocalWhen at={person.endedAt} />
          </Badge>
        )}
      </p>
      {done && <Banner tone="ok">{done}</Banner>}
      <Part title={own.contact}>
        <Contact person={person} onDone={() => setDone(own.changed)} />
      </Part>
      <Part title={own.posts}>
        <PostsOf person={person} names={names} onDone={setDone} />
      </Part>
      {person.endedAt === null && (
        <Part title={own.signIn}>
          <OneTimePassword person={person.id} isOwn={person.id === me.id} />
        </Part>
      )}
      <Part title={own.away}>
        <AwayOf person={person} names={names} organisation={organisation} onDone={() => setDone(own.awayAdded)} />
      </Part>
      <Part
        title={own.tokens}
        side={
          person.endedAt === null && (
            <Button small aria-expanded={makes} onPress={() => setMakes(!makes)}>
              {own.newToken}
            </Button>
          )
        }
      >
        {makes && <NewToken person={person.id} isOwn={person.id === me.id} />}
        <TokensOf person={person.id} />
      </Part>
      <Part title={own.history}>
        <PersonHistory person={person.id} names={names} />
      </Part>
      {person.endedAt === null && (
        <Part title={own.leave}>
          {person.id === me.id ? (
            <p className="text-sm text-muted">{own.you}</p>
          ) : (
            <Leave person={person} onLeft={() => onLeft(person.name)} />
          )}
        </Part>
      )}
    </div>
  );
}

function Part({ title, side, children }: { title: string; side?: ReactNode; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-3 border-t border-line pt-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-semibold">{title}</h3>
        {side}
      </div>
      {children}
    </section>
  );
}
