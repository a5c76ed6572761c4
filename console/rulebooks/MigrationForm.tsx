import { lazy, Suspense, useState } from 'react';
import { Form } from 'react-aria-components';
import { useSendOnce } from '../act/send.js';
import { $api, api } from '../api/client.js';
import { useRules } from '../api/rulebook.js';
import { Button } from '../look/button.js';
import { SelectInput } from '../look/choices.js';
import { TextInput } from '../look/fields.js';
import { Refused } from '../look/refused.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { useRuleNames } from './rule-names.js';
import type { Version } from './use-versions.js';

const WhenControl = lazy(async () => ({ default: (await import('../act/WhenControl.js')).WhenControl }));
const filters = ['kind', 'site', 'department', 'tier'] as const;

/** Which running cases are moved, and why; nothing moves before what it would do was looked at. */
export function MigrationForm({ version, onDone }: { version: Version; onDone: () => void }) {
  const own = usePageWords('rulebooks');
  const { t, language } = useWords();
  const [value, setValue] = useState({ kind: '', site: '', department: '', tier: '', openedBefore: '', reason: '' });
  const set = (changed: Partial<typeof value>) => setValue((now) => ({ ...now, ...changed }));
  const names = useRuleNames(version.name, version.version);
  const zone = useRules(version.name, version.version)?.timeZone ?? 'Asia/Shanghai';
  const sites = $api.useQuery('get', '/v1/sites').data?.sites ?? [];
  const choices = {
    kind: names.kinds,
    site: sites
      .filter(({ rulebooks, endedAt }) => endedAt === null && rulebooks.includes(version.name))
      .map(({ id, name }) => ({ id, name: name[language] })),
    department: names.departments,
    tier: names.tiers,
  };
  const labels = { kind: t.common.kind, site: t.common.site, department: own.department, tier: t.common.tier };
  const send = useSendOnce(
    async (key) =>
      api.POST('/v1/rulebooks/{name}/{version}/orders', {
        params: { path: { name: version.name, version: version.version }, header: { 'Idempotency-Key': key } },
        body: Object.fromEntries(Object.entries(value).filter(([, said]) => said !== '')) as typeof value,
      }),
    onDone,
  );
  const faultOf = (field: string) => send.problem?.errors.find((error) => error.field === field)?.detail;
  return (
    <Form
      validationBehavior="aria"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        send.submit(JSON.stringify(value));
      }}
    >
      <p className="text-sm text-muted">{own.makeOrderAbout}</p>
      {filters
        .filter((field) => choices[field].length > 0)
        .map((field) => (
          <SelectInput
            key={field}
            label={labels[field]}
            isOptional
            empty={t.common.all}
            choices={choices[field]}
            value={value[field]}
            onChange={(next) => set({ [field]: next })}
            error={faultOf(field)}
          />
        ))}
      <Suspense>
        <WhenControl
          label={own.openedBefore}
          isOptional
          value={value.openedBefore}
          onChange={(next) => set({ openedBefore: next ?? '' })}
          timeZone={zone}
          error={faultOf('openedBefore')}
        />
      </Suspense>
      <TextInput
        label={own.orderReason}
        rows={3}
        maxLength={1000}
        value={value.reason}
        onChange={(reason) => set({ reason })}
        error={faultOf('reason')}
      />
      <Refused problem={send.problem} besideFields />
      <Button type="submit" look="primary" isPending={send.isPending} className="self-start">
        {send.isPending ? t.common.sending : own.showOrder}
      </Button>
    </Form>
  );
}
