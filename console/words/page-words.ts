import { use } from 'react';
import { useWords, type Language } from './words.js';

/** The words of pages that few people open: they come with their page, not with the first load of every other. */
const pages = {
  approvals: {
    'zh-CN': async () => (await import('./zh/approvals.js')).approvals,
    en: async () => (await import('./en/approvals.js')).approvals,
  },
  revisits: {
    'zh-CN': async () => (await import('./zh/revisits.js')).revisits,
    en: async () => (await import('./en/revisits.js')).revisits,
  },
  board: {
    'zh-CN': async () => (await import('./zh/board.js')).board,
    en: async () => (await import('./en/board.js')).board,
  },
  onDuty: {
    'zh-CN': async () => (await import('./zh/on-duty.js')).onDuty,
    en: async () => (await import('./en/on-duty.js')).onDuty,
  },
  account: {
    'zh-CN': async () => (await import('./zh/account.js')).account,
    en: async () => (await import('./en/account.js')).account,
  },
  appeal: {
    'zh-CN': async () => (await import('./zh/appeal.js')).appeal,
    en: async () => (await import('./en/appeal.js')).appeal,
  },
  areas: {
    'zh-CN': async () => (await import('./zh/areas.js')).areas,
    en: async () => (await import('./en/areas.js')).areas,
  },
  calendars: {
    'zh-CN': async () => (await import('./zh/calendars.js')).calendars,
    en: async () => (await import('./en/calendars.js')).calendars,
  },
  customer: {
    'zh-CN': async () => (await import('./zh/customer.js')).customer,
    en: async () => (await import('./en/customer.js')).customer,
  },
  field: {
    'zh-CN': async () => (await import('./zh/field.js')).field,
    en: async () => (await import('./en/field.js')).field,
  },
  figures: {
    'zh-CN': async () => (await import('./zh/figures.js')).figures,
    en: async () => (await import('./en/figures.js')).figures,
  },
  histories: {
    'zh-CN': async () => (await import('./zh/histories.js')).histories,
    en: async () => (await import('./en/histories.js')).histories,
  },
  imports: {
    'zh-CN': async () => (await import('./zh/imports.js')).imports,
    en: async () => (await import('./en/imports.js')).imports,
  },
  operations: {
    'zh-CN': async () => (await import('./zh/operations.js')).operations,
    en: async () => (await import('./en/operations.js')).operations,
  },
  outages: {
    'zh-CN': async () => (await import('./zh/outages.js')).outages,
    en: async () => (await import('./en/outages.js')).outages,
  },
  people: {
    'zh-CN': async () => (await import('./zh/people.js')).people,
    en: async () => (await import('./en/people.js')).people,
  },
  retention: {
    'zh-CN': async () => (await import('./zh/retention.js')).retention,
    en: async () => (await import('./en/retention.js')).retention,
  },
  roster: {
    'zh-CN': async () => (await import('./zh/roster.js')).roster,
    en: async () => (await import('./en/roster.js')).roster,
  },
  rulebooks: {
    'zh-CN': async () => (await import('./zh/rulebooks.js')).rulebooks,
    en: async () => (await import('./en/rulebooks.js')).rulebooks,
  },
  setUp: {
    'zh-CN': async () => (await import('./zh/set-up.js')).setUp,
    en: async () => (await import('./en/set-up.js')).setUp,
  },
  wall: {
    'zh-CN': async () => (await import('./zh/wall.js')).wall,
    en: async () => (await import('./en/wall.js')).wall,
  },
  texts: {
    'zh-CN': async () => (await import('./zh/texts.js')).texts,
    en: async () => (await import('./en/texts.js')).texts,
  },
  tour: {
    'zh-CN': async () => (await import('./zh/tour.js')).tour,
    en: async () => (await import('./en/tour.js')).tour,
  },
} satisfies { [Name in string]: Record<Language, () => Promise<unknown>> };

export type PageWords = keyof typeof pages;
type PageWordsOf = { [Name in PageWords]: Awaited<ReturnType<(typeof pages)[Name]['zh-CN']>> };

const loaded = new Map<string, Promise<unknown>>();

/** The words of a page in a language, asked for once; before the page is drawn, so that they come beside its code. */
export function loadPageWords(page: PageWords, language: Language): Promise<unknown> {
  const key = `${page} ${language}`;
  const words = loaded.get(key) ?? pages[page][language]();
  loaded.set(key, words);
  return words;
}

/**
 * The words of a page in the language that is spoken. The type of each English one is that of the Chinese: a word that
 * is missing is an error of the compiler.
 */
export function usePageWords<Name extends PageWords>(page: Name): PageWordsOf[Name] {
  const { language } = useWords();
  return use(loadPageWords(page, language)) as PageWordsOf[Name];
}
