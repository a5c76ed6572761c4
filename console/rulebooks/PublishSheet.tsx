import { lazy, Suspense, useState } from 'react';
import { Form } from 'react-aria-components';
import { useSendOnce } from '../act/send.js';
import { api } from '../api/client.js';
import { serverNow } from '../api/server-time.js';
import { useRules } from '../api/rulebook.js';
import { When } from '../clock/when.js';
import { Button } from '../look/button.js';
import { CheckInput, RadioInput } from '../look/choices.js';
import { Sheet } from '../look/dialog.js';
import { TextInput } from '../look/fields.js';
import { Banner, Facts } from '../look/parts.js';
import { Refused } from '../look/refused.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { useRuleNames } from './rule-names.js';
import type { Version } from './use-versions.js';

const WhenControl = lazy(async () => ({ default: (await import('../act/WhenControl.js')).WhenControl }));

/** What is confirmed is sent; an instant that is now is a little ahead, so that it has not passed on arrival. */
const aheadMs = 10_000;

interface PublishSheetProps {
  version: Version;
  what: 'publish' | 'withdraw';
  onClose: () => void;
  /** With what to say, once it is on record. */
  onDone: (said: string) => void;
}

/** Publishes a version from an instant on, or withdraws it: what for is asked, and then once more whether. */
export function PublishSheet({ version, what, onClose, onDone }: PublishSheetProps) {
  const own = usePageWords('rulebooks');
  const { t } = useWords();
  const [value, setValue] = useState({ start: 'now', from: '', reason: '', withoutClocks: [] as string[] });
  const [isSure, setSure] = useState(false);
  const [faults, setFaults] = useState<{ from?: string; reason?: string }>({});
  const zone = useRules(version.name, version.version)?.timeZone ?? 'Asia/Shanghai';
  const names = useRuleNames(version.name, version.version);
  const isPublishing = what === 'publish';
  const send = useSendOnce(
    async (key) => {
      const params = {
        path: { name: version.name, version: version.version },
        header: { 'Idempotency-Key': key },
      };
      const { reason, withoutClocks } = value;
      if (!isPublishing) return api.POST('/v1/rulebooks/{name}/{version}/withdraw', { params, body: { reason } });
      const from = value.start === 'now' ? new Date(serverNow() + aheadMs).toISOString() : value.from;
      return api.POST('/v1/rulebooks/{name}/{version}/publish', { params, body: { from, reason, withoutClocks } });
    },
    () => onDone(isPublishing ? own.published(version.version) : own.withdrawn(version.version)),
  );
  /** Clocks (`kind/rule`) that this version does without, as the refusal names them. */
  const clocks = (send.problem?.errors ?? []).flatMap(({ field, detail }) =>
    field === 'withoutClocks' ? [detail] : [],
  );
  const ask = () => {
    const found = {
      ...(isPublishing && value.start === 'later' && value.from === '' ? { from: own.startMissing } : {}),
      ...(value.reason.trim() === '' ? { reason: own.reasonMissing } : {}),
    };
    setFaults(found);
    setSure(Object.keys(found).length === 0);
  };
  const title = isPublishing ? own.publish : own.withdraw;
  return (
    <Sheet side isOpen onClose={onClose} title={`${title} ${version.version}`}>
      {isSure ? (
        <div className="flex flex-col gap-4">
          <Banner tone="warn">{isPublishing ? own.publishSure : own.withdrawSure}</Banner>
          <Facts
            of={[
              [own.version, version.version],
              ...(isPublishing
                ? [
                    [own.begins, value.start === 'now' ? own.atOnce : <When key="from" at={value.from} />] as [
                      string,
                      React.ReactNode,
                    ],
                  ]
                : []),
              [own.reason, value.reason],
            ]}
          />
          {clocks.length > 0 && (
            <CheckInput
              label={own.withoutClocks}
              help={own.withoutClocksHelp}
              choices={clocks.map((id) => ({
                id,
                name: names.clock(id.split('/').at(-1)!),
                about: names.kind(id.split('/')[0]!),
              }))}
              value={value.withoutClocks}
              onChange={(withoutClocks) => setValue({ ...value, withoutClocks })}
            />
          )}
          {version.warnings.map((warning) => (
            <Banner key={warning} tone="warn">
              {warning}
            </Banner>
          ))}
          <Refused problem={send.problem} />
          <div className="flex flex-wrap gap-2">
            <Button
              look={isPublishing ? 'primary' : 'danger'}
              isPending={send.isPending}
              shortcut={{ code: 'KeyS', alt: true, label: own.really(title) }}
              onPress={() => send.submit(JSON.stringify(value))}
            >
              {send.isPending ? t.common.sending : own.really(title)}
            </Button>
            <Button look="quiet" onPress={() => setSure(false)}>
              {t.common.back}
            </Button>
          </div>
        </div>
      ) : (
        <Form
          validationBehavior="aria"
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            ask();
          }}
        >
          <p className="text-sm text-muted">{isPublishing ? own.publishAbout : own.withdrawAbout}</p>
          {isPublishing && (
            <RadioInput
              label={own.start}
              choices={[
                { id: 'now', name: own.atOnce },
                { id: 'later', name: own.later },
              ]}
              value={value.start}
              onChange={(start) => setValue({ ...value, start })}
            />
          )}
          {isPublishing && value.start === 'later' && (
            <Suspense>
              <WhenControl
                label={own.begins}
                help={own.beginsHelp}
                value={value.from}
                onChange={(from) => setValue({ ...value, from: from ?? '' })}
                timeZone={zone}
                error={faults.from}
              />
            </Suspense>
          )}
          <TextInput
            label={own.reason}
            help={own.reasonHelp}
            rows={3}
            maxLength={1000}
            autoFocus
            value={value.reason}
            onChange={(reason) => setValue({ ...value, reason })}
            error={faults.reason}
          />
          <Button type="submit" look="primary" className="self-start">
            {own.goOn}
          </Button>
        </Form>
      )}
    </Sheet>
  );
}
