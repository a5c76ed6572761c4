import { usePageWords } from '../words/page-words.js';
import type { Language } from '../words/words.js';
import { smsLength } from './sms-parts.js';

/** What stands for a case in the preview of a message. */
const samples: Record<Language, Readonly<Record<string, string>>> = {
  'zh-CN': {
    number: 'PC-2026-000123',
    clause: 'P-4.3.10.1',
    clock: '处理完毕',
    due: '2026年11月25日 10:30',
    department: '工程维修部',
    tier: '轻微投诉',
    phone: '0731-80000000',
  },
  en: {
    number: 'PC-2026-000123',
    clause: 'P-4.3.10.1',
    clock: 'the complaint solved',
    due: '25 Nov 2026, 10:30',
    department: 'engineering and maintenance',
    tier: 'minor',
    phone: '0731-80000000',
  },
};

/** A text with sample values in its placeholders; what nothing fills stays. */
export const filled = (words: string, language: Language): string =>
  words.replace(/\{(\w+)\}/g, (all, name: string) => samples[language][name] ?? all);

/** A message as the customer gets it, by sample values, and how many text messages that is. */
export function MessagePreview({ words, language }: { words: string; language: Language }) {
  const own = usePageWords('texts');
  const text = filled(words.trim(), language);
  if (text === '') return null;
  const { length, parts, left } = smsLength(text);
  return (
    <figure className="text-sm">
      <blockquote
        lang={language}
        className="w-fit max-w-prose rounded-lg rounded-tl-none bg-raised px-3 py-2 whitespace-pre-line"
      >
        {text}
      </blockquote>
      <figcaption className={`mt-1 text-xs ${parts > 1 ? 'text-warn' : 'text-muted'}`}>
        {own.smsLength(length, parts, left)}
      </figcaption>
    </figure>
  );
}
