import type { Effects } from './effects.js';
import type { CaseState, CaseWords } from '../case/case.js';
import type { CaseLink } from '../case/links.js';
import { refuse, type Refusal } from '../refusal.js';
import { searchableWords } from '../case/redaction.js';
import type { Scalar } from '../text.js';

/** Words of the outcome: not copied to child cases. */
const outcomeWords: readonly string[] = ['done', 'result', 'answer'] satisfies (keyof CaseWords)[];

/**
 * The links of the cases an act has opened. What they are opened with is settled here, once and for all: opened a
 * second time after a fault, a case has the same words.
 */
export function childLinks(before: CaseState, { childCases = [], words, facts }: Effects): CaseLink[] {
  const earlier = before.links.filter((link) => link.relation === 'child').length;
  const secrecyFacts = secrecyFactsOf({ ...before.facts, ...facts });
  const known = Object.entries(searchableWords({ words: { ...before.words, ...words }, facts: secrecyFacts }));
  return childCases.map(({ kind, input, keepWords, clause, receivedAt }, at): CaseLink => {
    const kept = Object.fromEntries(
      known.filter(([name]) =>
        keepWords ? (keepWords as readonly string[]).includes(name) : !outcomeWords.includes(name),
      ),
    );
    const ask = {
      input: { ...input, words: { ...kept, ...(input['words'] as CaseWords | undefined) } },
      shield: secrecyFacts,
      ...(receivedAt === undefined ? {} : { receivedAt }),
    };
    return {
      key: `${kind}-${earlier + at + 1}`,
      relation: 'child',
      kind,
      number: null,
      state: 'asked',
      ...(clause ? { clause } : {}),
      ask,
    };
  });
}

/**
 * The facts that keep words, or the case itself, from readers: who it is about (W-35), and who must not be known (X-12,
 * W-33), and what is secret.
 */
export function secrecyFactsOf(facts: Record<string, Scalar>): Record<string, Scalar> {
  return Object.fromEntries(secrecyFactNames.flatMap((name) => (facts[name] ? [[name, facts[name]]] : [])));
}
const secrecyFactNames = ['anonymous', 'shielded', 'aboutPerson', 'about', 'aboutUnit', 'reprisal', 'secret'] as const;

/** The link to the case this one was opened from, if any. */
export function parentLinks(state: Pick<CaseState, 'links'>): CaseLink[] {
  return state.links.filter((link) => link.relation === 'parent');
}

/**
 * Why the case cannot be finished or filed while a case opened from it has no outcome; for the `check` of such an act.
 */
export function checkNoOpenChildren(state: Pick<CaseState, 'links'>): Refusal | undefined {
  const child = state.links.find((link) => link.relation === 'child' && link.state !== 'ended');
  if (!child) return undefined;
  const name = [child.kind, child.number].filter(Boolean).join(' ');
  return refuse(
    'missing-step',
    `A case opened from this one has no outcome yet (${name}).`,
    `由本案件开立的案件尚无结果（${child.number ?? '正在开立'}）。`,
    child.clause,
  );
}
