import { When } from '../clock/when.js';
import { Badge, Card, type Tone } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import type { Version } from './use-versions.js';

const tones: Record<string, Tone> = { draft: 'warn', published: 'accent', 'in-force': 'ok' };

/** Where a version stands. */
export function VersionState({ state }: { state: string }) {
  const own = usePageWords('rulebooks');
  return <Badge tone={tones[state] ?? 'plain'}>{own.states[state as 'draft']}</Badge>;
}

/** The versions of a rulebook: one press opens one. */
export function VersionList({
  versions,
  shown,
  onShow,
}: {
  versions: readonly Version[];
  shown: Version | undefined;
  onShow: (version: Version) => void;
}) {
  const own = usePageWords('rulebooks');
  const { language } = useWords();
  return (
    <Card title={versions[0]?.title[language]}>
      <ul className="-mx-2 flex flex-col gap-0.5">
        {versions.map((one) => (
          <li key={one.version}>
            <button
              type="button"
              aria-current={one === shown ? 'page' : undefined}
              onClick={() => onShow(one)}
              className={`flex w-full cursor-pointer flex-wrap items-center gap-x-2 gap-y-0.5 rounded-md px-2 py-1.5 text-left ${one === shown ? 'bg-tint' : 'hover:bg-raised'}`}
            >
              <span className="font-medium tabular-nums">{one.version}</span>
              <VersionState state={one.state} />
              <span className="basis-full text-xs text-muted">
                {one.from ? (
                  <>
                    {one.state === 'published' ? own.begins : own.since} <When at={one.from} />
                  </>
                ) : (
                  own.stepsShort[(one.steps.at(-1)?.step ?? 'shipped') as 'shipped']
                )}
                {' · '}
                {own.openCases(one.openCases)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
