import { useState } from 'react';
import { When } from '../clock/when.js';
import { Button } from '../look/button.js';
import { Badge, Banner, Card } from '../look/parts.js';
import { Tabs } from '../look/tabs.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { Comparison } from './Comparison.js';
import { DryRun } from './DryRun.js';
import { Migrations } from './Migrations.js';
import { PublishSheet } from './PublishSheet.js';
import { TextPart } from './TextPart.js';
import type { Part, Version } from './use-versions.js';
import { VersionState } from './VersionList.js';

interface VersionPartProps {
  version: Version;
  /** All versions of its rulebook. */
  others: readonly Version[];
  part: Part;
  onShow: (version: Pick<Version, 'name' | 'version'>, part?: Part) => void;
  onLeave: () => void;
}

/** One version: where it stands, what can be done with it, what it changes, its text, the cases it is applied to. */
export function VersionPart({ version, others, part, onShow, onLeave }: VersionPartProps) {
  const own = usePageWords('rulebooks');
  const { language } = useWords();
  const [asks, setAsks] = useState<'publish' | 'withdraw'>();
  const [said, setSaid] = useState<string>();
  const inForce = others.find(({ state }) => state === 'in-force');
  const mayPublish = version.state === 'draft' || version.state === 'withdrawn';
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <Card
        title={
          <span className="flex flex-wrap items-center gap-2">
            {version.title[language]} {version.version} <VersionState state={version.state} />
          </span>
        }
        side={
          <span className="flex flex-wrap gap-2">
            <Button small look="quiet" className="lg:hidden" onPress={onLeave}>
              {own.allVersions}
            </Button>
            {mayPublish && (
              <Button
                small
                look="primary"
                shortcut={{ code: 'KeyP', label: own.publish }}
                onPress={() => setAsks('publish')}
              >
                {own.publish}
              </Button>
            )}
            {version.state === 'published' && (
              <Button small look="danger" onPress={() => setAsks('withdraw')}>
                {own.withdraw}
              </Button>
            )}
          </span>
        }
      >
        {said && (
          <div className="mb-3">
            <Banner tone="ok">{said}</Banner>
          </div>
        )}
        <p className="text-sm text-muted">{own.openCases(version.openCases)}</p>
        <ol className="mt-2 flex flex-col gap-1 border-l border-line pl-3 text-sm">
          {version.steps.map((step) => (
            <li key={`${step.at} ${step.step}`}>
              <Badge>{own.steps[step.step as 'shipped']}</Badge> <When at={step.at} />
              {step.byName && <span className="text-muted"> · {step.byName}</span>}
              {step.from && (
                <span>
                  {' · '}
                  {own.begins} <When at={step.from} />
                </span>
              )}
              {step.reason && <span className="block text-muted">{own.reasonSaid(step.reason)}</span>}
            </li>
          ))}
        </ol>
      </Card>
      <Tabs<Part>
        label={own.parts}
        chosen={part}
        onChoose={(next) => onShow(version, next)}
        tabs={[
          {
            id: 'compare',
            name: own.compare,
            content: (
              <div className="grid items-start gap-4 min-[85rem]:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
                <Comparison version={version} others={others} />
                <DryRun version={version} />
              </div>
            ),
          },
          {
            id: 'text',
            name: own.text,
            content: <TextPart version={version} taken={others.map((one) => one.version)} onSaved={onShow} />,
          },
          {
            id: 'cases',
            name: own.cases,
            content: <Migrations version={version} inForce={inForce} onShow={onShow} />,
          },
        ]}
      />
      {asks && (
        <PublishSheet
          version={version}
          what={asks}
          onClose={() => setAsks(undefined)}
          onDone={(text) => {
            setAsks(undefined);
            setSaid(text);
          }}
        />
      )}
      <p className="text-xs text-muted">{own.footnote}</p>
    </div>
  );
}
