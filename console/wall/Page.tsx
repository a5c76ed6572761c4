import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { useWhoAmI } from '../api/me.js';
import { SignIn } from '../sign-in/SignIn.js';
import { usePageWords } from '../words/page-words.js';
import { Screen } from './Screen.js';
import { secretOfScreen, useWall } from './use-wall.js';

/** The wall screen: by its link, or for whoever is signed in and may see it. */
export function WallPage() {
  const [secret] = useState(secretOfScreen);
  return secret ? <Wall secret={secret} /> : <SignedWall />;
}

function SignedWall() {
  const who = useWhoAmI();
  if (who.isPending) return null;
  return who.data ? <Wall secret={undefined} /> : <SignIn />;
}

function Wall({ secret }: { secret: string | undefined }) {
  const own = usePageWords('wall');
  const [search] = useSearchParams();
  const { wall, isStale, refused } = useWall(secret, search.get('site') ?? undefined);
  if (refused)
    return <Message title={secret ? own.ended : own.forbidden} about={secret ? own.endedAbout : own.forbiddenAbout} />;
  if (!wall) return <Message title={own.waiting} about="" />;
  return <Screen wall={wall} isStale={isStale} />;
}

function Message({ title, about }: { title: string; about: string }) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-4 p-6 text-center text-2xl lg:text-[length:min(4vh,2.2vw)]">
      <h1 className="font-semibold">{title}</h1>
      <p className="text-muted">{about}</p>
    </main>
  );
}
