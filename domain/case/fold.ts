import type { CaseState, CaseChange, EntryDraft } from './case.js';

/**
 * The case after an entry. Pure replay of the recorded changes: no rule is asked again, so a case folds the same for
 * ever. Throws when the first entry does not open the case, or a later one does (a damaged record, not a refusal).
 */
export function fold(state: CaseState | null, entry: Pick<EntryDraft, 'changes'>): CaseState {
  let next = state;
  for (const change of entry.changes) next = apply(next, change);
  if (!next) throw new Error('An entry changes a case that no entry has opened.');
  return { ...next, seq: (state?.seq ?? 0) + 1 };
}

function apply(state: CaseState | null, change: CaseChange): CaseState {
  if (change.type === 'opened') {
    if (state) throw new Error(`Case ${state.number} is opened twice.`);
    return change.case;
  }
  if (!state) throw new Error('The first entry of a case must open it.');
  switch (change.type) {
    case 'status':
      return { ...state, status: change.to };
    case 'version':
      return { ...state, version: change.to };
    case 'tier':
      return { ...state, tier: change.to };
    case 'department':
      return { ...state, department: change.to };
    case 'site':
      return { ...state, site: change.to };
    case 'round':
      return { ...state, round: change.to };
    case 'facts':
      return { ...state, facts: { ...state.facts, ...change.set } };
    case 'words':
      return { ...state, words: { ...state.words, ...change.set } };
    case 'mark':
      return { ...state, marks: { ...state.marks, [change.name]: change.mark } };
    case 'clock':
      return { ...state, clocks: replaceOrAdd(state.clocks, change.clock, (clock) => clock.id) };
    case 'clock-moved':
      return {
        ...state,
        clocks: state.clocks.map((clock) => (clock.id === change.id ? { ...clock, ...change.set } : clock)),
      };
    case 'link':
      return { ...state, links: replaceOrAdd(state.links, change.link, (link) => link.key) };
    case 'broadcast':
      return { ...state, broadcasts: replaceOrAdd(state.broadcasts, change.broadcast, (broadcast) => broadcast.key) };
    case 'violation':
      return { ...state, violations: [...state.violations, change.violation] };
    case 'closed':
      return { ...state, closedAt: change.at };
    case 'reopened':
      return { ...state, closedAt: null };
    case 'erased':
      return {
        ...state,
        words: {},
        links: state.links.map(({ ask: _ask, ...link }) => link),
        broadcasts: state.broadcasts.map(({ input: _input, ...broadcast }) => broadcast),
      };
  }
}

function replaceOrAdd<T>(list: T[], item: T, key: (item: T) => string): T[] {
  const at = list.findIndex((candidate) => key(candidate) === key(item));
  return at < 0 ? [...list, item] : list.with(at, item);
}
