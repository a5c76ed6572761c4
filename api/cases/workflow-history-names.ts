import type { CaseState } from '../../domain/case/case.js';
import type { ActSummary, NextMoment } from '../../domain/clocks/view.js';
import { factNames } from '../../domain/kinds/fact-names.js';
import { rowOf } from '../../domain/kinds/kinds.js';
import { clockName, type Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Language, Text } from '../../domain/text.js';
import { readableTime } from '../../domain/time/zone.js';
import { momentNames } from './timeline-table.js';
import { caseNamesIn, type CaseNames } from './listed-case.js';

/** What the steps of a history call things in the reader's language. */
export interface HistoryNames extends Pick<CaseNames, 'role' | 'status' | 'kind' | 'tier' | 'department'> {
  act(entered: Pick<ActSummary, 'act' | 'facts'>): string;
  outcome(id: string): string;
  clock(moment: Pick<NextMoment, 'clock' | 'clause'>): string;
  /** An instant in the time of the site, to the minute. */
  time(at: string): string;
  text(text: Text): string;
}

/** By the rulebook the case is pinned to. */
export function historyNamesIn(
  { kind, clocks }: Pick<CaseState, 'kind' | 'clocks'>,
  rulebook: Rulebook,
  language: Language,
): HistoryNames {
  return {
    ...caseNamesIn(rulebook, language),
    act: ({ act, facts }) =>
      (facts?.['clock'] === undefined ? rowOf(kind, act)?.name : momentNames[act])?.[language] ?? act,
    outcome: (id) => factNames['outcome']?.valueNames?.[id]?.[language] ?? id,
    clock: ({ clock: id, clause }) => {
      const rule = clocks.find((clock) => clock.id === id)?.rule ?? id;
      return clockName(rulebook, kind, { rule, clause })[language];
    },
    time: (at) => readableTime(at, rulebook.timeZone, language),
    text: (text) => text[language],
  };
}
