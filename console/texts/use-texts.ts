import { useState } from 'react';
import { useSendOnce } from '../act/send.js';
import { $api, api, type Json } from '../api/client.js';
import { usePageWords } from '../words/page-words.js';

export type Answer = Json<'StandardAnswerJson'>;
export type Occasion = Json<'OccasionJson'>;

/** What is done with a text: written, changed, ended, its versions looked at. */
export interface OpenText {
  what: 'write' | 'versions';
  /** What is changed or looked at; none for a new one. */
  before?: Answer;
  /** The message whose place a new one takes. */
  occasion?: Occasion;
  language?: 'zh-CN' | 'en';
}

/** The texts of an organisation that stand, and what somebody is about to do with one of them. */
export function useTexts(organisation: string) {
  const own = usePageWords('texts');
  const answers = $api.useQuery('get', '/v1/standard-answers');
  const [open, setOpen] = useState<OpenText>();
  const [going, setGoing] = useState<Answer>();
  const [done, setDone] = useState<string>();
  const end = useSendOnce(
    (key) =>
      api.POST('/v1/standard-answers/{answer}/end', {
        params: { path: { answer: going!.answer }, header: { 'Idempotency-Key': key } },
      }),
    () => {
      setDone(`${own.answerEnded} ${going!.title}`);
      setGoing(undefined);
    },
  );
  return {
    all: (answers.data?.answers ?? []).filter((one) => one.organisation === organisation),
    isPending: answers.isPending,
    error: answers.error,
    open,
    setOpen,
    going,
    setGoing,
    done,
    setDone,
    end,
  };
}

export type Texts = ReturnType<typeof useTexts>;
