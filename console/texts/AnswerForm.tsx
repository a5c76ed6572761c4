import { lazy, Suspense, useState } from 'react';
import { Form } from 'react-aria-components';
import { useSendOnce } from '../act/send.js';
import { $api, api } from '../api/client.js';
import { useRules } from '../api/rulebook.js';
import { serverNow } from '../api/server-time.js';
import { Button } from '../look/button.js';
import { CheckInput, RadioInput, SelectInput } from '../look/choices.js';
import { TextInput } from '../look/fields.js';
import { Banner } from '../look/parts.js';
import { Refused } from '../look/refused.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { MessagePreview } from './MessagePreview.js';
import type { OpenText } from './use-texts.js';

const DateControl = lazy(async () => ({ default: (await import('../act/WhenControl.js')).DateControl }));

interface AnswerFormProps {
  organisation: string;
  /** The rulebooks that hold at its sites. */
  ofTheirs: readonly string[];
  /** What is changed, or the message whose place a new one takes. */
  open: OpenText;
  /** With its title, once it is on record. */
  onDone: (title: string) => void;
}

/** Writes a standard answer, or a message to customers: what it says, where it fits, how long it holds. */
export function AnswerForm({ organisation, ofTheirs, open, onDone }: AnswerFormProps) {
  const { before, occasion: placed } = open;
  const own = usePageWords('texts');
  const { t, language } = useWords();
  const [value, setValue] = useState({
    title: before?.title ?? placed?.occasionName[language] ?? '',
    words: before?.words ?? placed?.text[open.language ?? language] ?? '',
    language: before?.language ?? open.language ?? language,
    rulebook: before?.rulebook ?? placed?.rulebook ?? '',
    clause: before?.clause ?? '',
    kinds: before?.kinds ?? (placed ? [placed.kind] : []),
    categories: before?.categories ?? [],
    validFrom: before?.validFrom ?? new Date(serverNow()).toLocaleDateString('sv-SE'),
    validUntil: before?.validUntil ?? '',
    occasion: before?.occasion ?? placed?.occasion ?? '',
  });
  const set = (changed: Partial<typeof value>) => setValue((now) => ({ ...now, ...changed }));
  const rulebooks = ($api.useQuery('get', '/v1/rulebooks').data?.rulebooks ?? []).filter(({ name }) =>
    ofTheirs.includes(name),
  );
  const rules = useRules(value.rulebook || undefined, rulebooks.find(({ name }) => name === value.rulebook)?.version);
  const send = useSendOnce(
    async (key) => {
      const header = { 'Idempotency-Key': key };
      const { rulebook, clause, validUntil, occasion: step, ...rest } = value;
      const body = {
        ...rest,
        ...(rulebook && { rulebook }),
        ...(clause.trim() && { clause: clause.trim() }),
        ...(validUntil && { validUntil }),
        ...(step && { occasion: step }),
      };
      return before
        ? api.POST('/v1/standard-answers/{answer}/change', {
            params: { path: { answer: before.answer }, header },
            body: { ...body, version: before.version },
          })
        : api.POST('/v1/standard-answers', { params: { header }, body: { ...body, organisation } });
    },
    () => onDone(value.title),
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
      <TextInput
        label={own.answerTitle}
        maxLength={100}
        autoFocus
        value={value.title}
        onChange={(title) => set({ title })}
        error={faultOf('title')}
      />
      {placed ? (
        <p className="text-sm text-muted">{own.inPlaceOf(placed.kindName[language], placed.occasionName[language])}</p>
      ) : (
        <>
          <SelectInput
            label={own.answerRulebook}
            isOptional
            choices={rulebooks.map(({ name, title }) => ({ id: name, name: title[language] }))}
            value={value.rulebook}
            onChange={(rulebook) => set({ rulebook, kinds: [], categories: [] })}
            empty={t.common.all}
            error={faultOf('rulebook')}
          />
          {rules && (
            <CheckInput
              label={own.answerKinds}
              isOptional
              choices={rules.kinds.map(({ kind, name }) => ({ id: kind, name: name[language] }))}
              value={value.kinds}
              onChange={(kinds) => set({ kinds })}
              error={faultOf('kinds')}
            />
          )}
          {rules?.lists['categories'] && (
            <CheckInput
              label={own.answerCategories}
              isOptional
              choices={rules.lists['categories'].map(({ id, name }) => ({ id, name: name[language] }))}
              value={value.categories}
              onChange={(categories) => set({ categories })}
              error={faultOf('categories')}
            />
          )}
        </>
      )}
      {!placed && (
        <RadioInput
          label={own.answerLanguage}
          choices={[
            { id: 'zh-CN', name: '中文' },
            { id: 'en', name: 'English' },
          ]}
          value={value.language}
          onChange={(next) => set({ language: next as 'en' })}
        />
      )}
      <TextInput
        label={own.answerWords}
        help={placed ? own.placeholders(placed.placeholders.map((name) => `{${name}}`).join(' ')) : own.answerWordsHelp}
        rows={6}
        maxLength={2000}
        value={value.words}
        onChange={(words) => set({ words })}
        error={faultOf('words')}
      />
      {placed && <MessagePreview words={value.words} language={value.language} />}
      {faultOf('occasion') && <Banner tone="late">{faultOf('occasion')}</Banner>}
      <TextInput
        label={own.answerClause}
        isOptional
        maxLength={64}
        value={value.clause}
        onChange={(clause) => set({ clause })}
        error={faultOf('clause')}
      />
      <Suspense>
        <DateControl
          label={own.validFrom}
          value={value.validFrom}
          onChange={(next) => set({ validFrom: String(next ?? '') })}
          error={faultOf('validFrom')}
        />
        <DateControl
          label={own.lastDay}
          isOptional
          value={value.validUntil}
          onChange={(next) => set({ validUntil: String(next ?? '') })}
          error={faultOf('validUntil')}
        />
      </Suspense>
      <Refused problem={send.problem} besideFields />
      <Button type="submit" look="primary" isPending={send.isPending} className="self-start">
        {send.isPending ? t.common.sending : t.common.save}
      </Button>
    </Form>
  );
}
