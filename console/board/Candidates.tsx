import type { Json } from '../api/client.js';
import { Key } from '../look/button.js';
import { useShortcut, type Shortcut } from '../look/keys.js';
import { Banner } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';

interface CandidatesProps {
  of: Json<'CandidatesJson'>;
  chosen: string | undefined;
  /** Digits alone choose; with Alt while something is being typed. */
  onChoose: (person: string) => void;
}

/** Who may be asked, in the order of the rule, each with the reasons; a digit chooses. */
export function Candidates({ of, chosen, onChoose }: CandidatesProps) {
  const own = usePageWords('board');
  return (
    <section aria-label={own.candidates} className="flex flex-col gap-2">
      <h3 className="text-sm font-medium">
        {own.candidates}
        {of.team && (
          <span className="font-normal text-muted">
            {' '}
            · {of.team.name} · {of.team.reason.text}
          </span>
        )}
      </h3>
      {of.remarks.map((remark) => (
        <Banner key={remark} tone="warn">
          {remark}
        </Banner>
      ))}
      <ol className="flex flex-col gap-1.5">
        {of.candidates.map((candidate, index) => (
          <li key={candidate.person}>
            <CandidateButton
              candidate={candidate}
              hasIt={candidate.person === of.assignee}
              isChosen={candidate.person === chosen}
              shortcut={index < 9 ? { code: `Digit${index + 1}`, label: candidate.name } : undefined}
              onChoose={() => onChoose(candidate.person)}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}

function CandidateButton({
  candidate,
  hasIt,
  isChosen,
  shortcut,
  onChoose,
}: {
  candidate: Json<'CandidateJson'>;
  hasIt: boolean;
  isChosen: boolean;
  shortcut: Shortcut | undefined;
  onChoose: () => void;
}) {
  const own = usePageWords('board');
  useShortcut(hasIt ? undefined : shortcut, onChoose);
  useShortcut(hasIt || !shortcut ? undefined : { ...shortcut, alt: true }, onChoose);
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      disabled={hasIt}
      onClick={onChoose}
      className="flex w-full cursor-pointer flex-wrap items-center gap-x-3 gap-y-0.5 rounded-md border border-line bg-surface px-3 py-2 text-left text-sm hover:border-accent aria-pressed:border-accent aria-pressed:bg-tint disabled:cursor-default disabled:bg-raised"
    >
      {shortcut && <Key shortcut={shortcut} />}
      <span className="font-medium">{candidate.name}</span>
      {hasIt && <span className="text-xs text-muted">{own.hasIt}</span>}
      <span className="ml-auto text-xs text-muted tabular-nums">
        {candidate.jobs === 0 ? own.free : own.jobs(candidate.jobs)}
        {candidate.metres !== null && ` · ${own.metres(candidate.metres)}`}
      </span>
      <span className="basis-full text-xs text-muted">{candidate.reasons.map(({ text }) => text).join(own.and)}</span>
    </button>
  );
}
