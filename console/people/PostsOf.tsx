import { useState } from 'react';
import { useSendOnce } from '../act/send.js';
import { api } from '../api/client.js';
import { serverNow } from '../api/server-time.js';
import { LocalWhen } from '../clock/local-when.js';
import { Button } from '../look/button.js';
import { Confirm } from '../look/confirm.js';
import { usePageWords } from '../words/page-words.js';
import type { Names, WholePerson } from './directory.js';
import { GivePost } from './GivePost.js';

type Post = WholePerson['posts'][number];

/** The posts of somebody with since when and until when; one is given, one is ended. */
export function PostsOf({
  person,
  names,
  onDone,
}: {
  person: WholePerson;
  names: Names;
  onDone: (said: string) => void;
}) {
  const own = usePageWords('people');
  const [gives, setGives] = useState(false);
  const [ending, setEnding] = useState<Post>();
  const end = useSendOnce(
    (key) =>
      api.POST('/v1/people/{id}/posts/{post}/end', {
        params: { path: { id: person.id, post: ending!.id }, header: { 'Idempotency-Key': key } },
        body: {},
      }),
    () => {
      onDone(own.postEnded(names.post(ending!)));
      setEnding(undefined);
    },
  );
  const now = serverNow();
  const isOver = ({ until }: Post) => until !== null && Date.parse(until) <= now;
  const open = person.posts.filter((post) => !isOver(post));
  const past = person.posts.filter(isOver);
  return (
    <>
      {open.length === 0 && person.endedAt === null && <p className="text-sm">{own.noPosts}</p>}
      <ul className="divide-y divide-line text-sm">
        {open.map((post) => (
          <li key={post.id} className="flex items-center justify-between gap-2 py-2">
            <PostLine post={post} names={names} />
            <Button
              small
              className="shrink-0 whitespace-nowrap"
              aria-label={`${own.endPost} ${names.post(post)}`}
              onPress={() => setEnding(post)}
            >
              {own.endPost}
            </Button>
          </li>
        ))}
      </ul>
      {past.length > 0 && (
        <details className="text-sm">
          <summary className="cursor-pointer text-muted">{own.pastPosts(past.length)}</summary>
          <ul className="divide-y divide-line">
            {past.map((post) => (
              <li key={post.id} className="py-2">
                <PostLine post={post} names={names} />
              </li>
            ))}
          </ul>
        </details>
      )}
      {person.endedAt === null && !gives && (
        <Button small className="self-start" onPress={() => setGives(true)}>
          {own.givePost}
        </Button>
      )}
      {gives && (
        <GivePost
          person={person}
          onClose={() => setGives(false)}
          onDone={(post) => {
            setGives(false);
            onDone(own.postGiven(names.post(post)));
          }}
        />
      )}
      <Confirm
        title={own.endPost}
        isOpen={ending !== undefined}
        onClose={() => setEnding(undefined)}
        onConfirm={() => end.submit(ending!.id)}
        isPending={end.isPending}
        problem={end.problem}
      >
        {ending && own.endPostAbout(names.post(ending))}
      </Confirm>
    </>
  );
}

function PostLine({ post, names }: { post: Post; names: Names }) {
  const own = usePageWords('people');
  const { role, department, site, from, until } = post;
  return (
    <span className="min-w-0">
      <span className="font-medium">{names.role(role)}</span>{' '}
      <span className="text-muted">
        {[department && names.department(department), names.site(site)].filter(Boolean).join(' · ')}
      </span>
      <span className="block text-xs text-muted">
        {own.from} {from === null ? own.always : <LocalWhen at={from} />}
        {until !== null && (
          <>
            {' · '}
            {own.until} <LocalWhen at={until} />
          </>
        )}
      </span>
    </span>
  );
}
