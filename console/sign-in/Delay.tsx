import { useEffect, useState } from 'react';
import type { Problem } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { Banner } from '../look/parts.js';
import { useWords } from '../words/words.js';

/** The seconds until one may try again after this problem, counting down; 0 where there is nothing to wait for. */
export function useDelay(problem: Problem | undefined): number {
  const seconds = problem?.status === 429 ? (problem.retryAfterSeconds ?? 0) : 0;
  const [passed, setPassed] = useState({ problem, seconds: 0 });
  useEffect(() => {
    if (seconds === 0) return undefined;
    const since = Date.now();
    const timer = setInterval(() => {
      const gone = Math.floor((Date.now() - since) / 1_000);
      setPassed({ problem, seconds: gone });
      if (gone >= seconds) clearInterval(timer);
    }, 500);
    return () => clearInterval(timer);
  }, [problem, seconds]);
  return passed.problem === problem ? Math.max(0, seconds - passed.seconds) : seconds;
}

/** Why signing in was refused; after too many attempts the seconds that are left, and at last that one may try again. */
export function SignInRefused({ problem, delay }: { problem: Problem; delay: number }) {
  const { t } = useWords();
  if (problem.status !== 429) return <Banner tone="late">{problemText(problem, t)}</Banner>;
  if (delay === 0) return <Banner>{t.signIn.tryNow}</Banner>;
  return (
    <div className="rounded-md bg-late-tint px-3 py-2 text-sm text-late">
      {/* Read aloud once, not every second. */}
      <span role="alert">{t.signIn.tooMany}</span>{' '}
      <span className="tabular-nums" role="timer">
        {t.signIn.tryIn(delay)}
      </span>
    </div>
  );
}
