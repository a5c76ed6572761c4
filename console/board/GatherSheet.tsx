import { useState } from 'react';
import { Form } from 'react-aria-components';
import { Control } from '../act/Control.js';
import { useSendOnce } from '../act/send.js';
import { bodyOf, recordFields, type Values } from '../act/values.js';
import { api, type Json } from '../api/client.js';
import { useKind } from '../api/rulebook.js';
import { Button } from '../look/button.js';
import { CheckInput } from '../look/choices.js';
import { Sheet } from '../look/dialog.js';
import { Refused } from '../look/refused.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { titleOf, type EmergingGroup } from './emerging-group.js';

/** Cases that are to become one; `into`: an outage that is on already. */
export interface Gathering {
  group: EmergingGroup;
  into: string | undefined;
}

interface GatherProps {
  onClose: () => void;
  onDone: (answer: Json<'GatheredJson'>) => void;
}

/** What of a new outage is asked for here. */
const outageFields = ['line', 'area', 'subject', 'explanation', 'endsAt'];

/** Which of the cases are one matter, and what it is. */
export function GatherSheet({ gathering, ...props }: GatherProps & { gathering: Gathering | undefined }) {
  const own = usePageWords('board');
  const title = gathering ? own.gatherTitle(gathering.group.cases.length, titleOf(gathering.group)) : '';
  return (
    <Sheet side title={title} isOpen={gathering !== undefined} onClose={props.onClose}>
      {gathering && <GatherForm of={gathering} {...props} />}
    </Sheet>
  );
}

function GatherForm({ of: { group, into }, onDone }: GatherProps & { of: Gathering }) {
  const own = usePageWords('board');
  const { t } = useWords();
  const { rulebook, version, site, area, line, becomes } = group;
  const { kind, rules } = useKind({ rulebook, version, kind: 'outage' });
  const [chosen, setChosen] = useState<readonly string[]>(group.cases.map(({ number }) => number));
  const [values, setValues] = useState<Values>({ area: area ?? '', line: line ?? '' });
  const isNew = becomes === 'outage' && into === undefined;
  const fields = isNew
    ? outageFields.flatMap((name) => recordFields(kind).find((field) => field.name === name) ?? [])
    : [];
  // In the order in which they came in: the first takes the others in.
  const cases = group.cases.map(({ number }) => number).filter((number) => chosen.includes(number));
  const body = { cases, ...(into === undefined ? {} : { into }), ...(isNew ? bodyOf(values) : {}) };
  const { submit, isPending, problem } = useSendOnce(
    async (key) =>
      (
        await api.POST('/v1/emerging', {
          params: { header: { 'Idempotency-Key': key } },
          body: body as { cases: string[] },
        })
      ).data!,
    onDone,
  );
  const isReady = cases.length > (becomes === 'group' ? 1 : 0) && (!isNew || Boolean(values['line'] && values['area']));
  const name = into ? own.joinOutage(into) : isNew ? own.newOutage : own.oneMatter;
  return (
    <Form
      validationBehavior="aria"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) submit(JSON.stringify(body));
      }}
    >
      <p className="text-sm">{group.why}</p>
      <CheckInput
        label={own.gatherWhich}
        isOptional={false}
        choices={group.cases.map(({ number, subject, place }) => ({
          id: number,
          name: number,
          about: [subject, place].filter(Boolean).join(' · '),
        }))}
        value={chosen}
        onChange={setChosen}
        help={becomes === 'group' ? own.gatherGroup : undefined}
      />
      {rules &&
        fields.map((field) => (
          <Control
            key={field.name}
            field={field}
            rules={rules}
            site={site}
            timeZone={rules.timeZone}
            value={values[field.name]}
            onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))}
            error={problem?.errors.find((one) => one.field === field.name)?.detail}
          />
        ))}
      <Refused problem={problem} besideFields={isNew} />
      <Button
        type="submit"
        look="primary"
        className="w-fit"
        isPending={isPending}
        isDisabled={!isReady}
        shortcut={{ code: 'KeyS', alt: true, label: name }}
      >
        {isPending ? t.common.sending : name}
      </Button>
    </Form>
  );
}
