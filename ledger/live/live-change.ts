/** What happened to a case: it was opened, somebody or the system acted, a clock entered a moment, or it was closed. */
export const changeKinds = ['moment', 'act', 'opened', 'closed'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** A change of a case that is committed, without a word of it: its entries `from` to `seq`. */
export interface LiveChange {
  number: string;
  from: number;
  seq: number;
  kind: ChangeKind;
  /** Whether somebody was notified by it. */
  notices: boolean;
  /** The site it was moved away from, where it was. */
  leftSite?: string;
}

/** The channel of PostgreSQL on which processes hear of each other's commits. */
export const liveChannel = 'banjie_live';

/** PostgreSQL takes less than 8000 bytes in one notification. */
const maxPayloadBytes = 7_900;
const resetPayload = 'reset';

/** Both changes of a case as one; the later kind in `changeKinds` says more. */
export function mergeChanges(first: LiveChange, second: LiveChange): LiveChange {
  return {
    number: first.number,
    from: Math.min(first.from, second.from),
    seq: Math.max(first.seq, second.seq),
    kind: changeKinds[Math.max(changeKinds.indexOf(first.kind), changeKinds.indexOf(second.kind))]!,
    notices: first.notices || second.notices,
    ...leftSiteOf(first.leftSite ?? second.leftSite),
  };
}

/** The payloads of notifications that tell of changes; of 'reset' (too many to tell of, or some were lost) one. */
export function payloadsOf(changes: readonly LiveChange[] | 'reset'): string[] {
  if (changes === 'reset') return [resetPayload];
  const payloads: string[] = [];
  let part: string[] = [];
  let bytes = 2;
  for (const { number, from, seq, kind, notices, leftSite } of changes) {
    const left = leftSite === undefined ? [] : [leftSite];
    const text = JSON.stringify([number, from, seq, changeKinds.indexOf(kind), notices ? 1 : 0, ...left]);
    const size = Buffer.byteLength(text) + 1;
    if (bytes + size > maxPayloadBytes) {
      payloads.push(`[${part.join(',')}]`);
      part = [];
      bytes = 2;
    }
    part.push(text);
    bytes += size;
  }
  if (part.length > 0) payloads.push(`[${part.join(',')}]`);
  return payloads;
}

/** What a payload tells of; 'reset' also where it cannot be read (another release has sent it). */
export function changesOf(payload: string): LiveChange[] | 'reset' {
  if (payload === resetPayload) return 'reset';
  try {
    return (JSON.parse(payload) as [string, number, number, number, number, string?][]).map(
      ([number, from, seq, kind, notices, leftSite]) => {
        if (!Number.isInteger(seq) || !changeKinds[kind]) throw new Error('Not a change.');
        return { number, from, seq, kind: changeKinds[kind], notices: notices === 1, ...leftSiteOf(leftSite) };
      },
    );
  } catch {
    return 'reset';
  }
}

function leftSiteOf(site: string | undefined): Pick<LiveChange, 'leftSite'> {
  return site === undefined ? {} : { leftSite: site };
}
