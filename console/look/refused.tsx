import type { Problem } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { useWords } from '../words/words.js';
import { Banner } from './parts.js';

/**
 * What the API said instead of doing it, with the clause that refuses. `besideFields`: faults of fields stand at their
 * fields and are not said twice.
 */
export function Refused({ problem, besideFields = false }: { problem: Problem | undefined; besideFields?: boolean }) {
  const { t } = useWords();
  if (!problem || (besideFields && problem.code === 'bad-input' && problem.errors.length > 0)) return null;
  return (
    <Banner tone="late">
      {problemText(problem, t)} {problem.clause && <b>{problem.clause}</b>}
    </Banner>
  );
}
