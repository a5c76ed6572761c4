import { createContext, startTransition, useContext, useMemo, useState, type ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import type { Words } from './zh.js';

const dictionaries = {
  'zh-CN': async (): Promise<Words> => (await import('./zh.js')).zh,
  en: async (): Promise<Words> => (await import('./en.js')).en,
};

export type Language = keyof typeof dictionaries;

interface Speaking {
  t: Words;
  language: Language;
  speak: (language: Language) => void;
}

const Speech = createContext<Speaking | undefined>(undefined);

/** The words of the language that is spoken now, and what changes it. */
export function useWords(): Speaking {
  const speaking = useContext(Speech);
  if (!speaking) throw new Error('Words are known inside <Speaks> only.');
  return speaking;
}

const storedAs = 'language';

/** The language chosen before on this browser; else the browser's own. */
export function firstLanguage(): Language {
  const stored = localStorage.getItem(storedAs);
  if (stored === 'zh-CN' || stored === 'en') return stored;
  return navigator.languages.find((one) => /^(zh|en)/i.test(one))?.startsWith('en') ? 'en' : 'zh-CN';
}

/** The language that the page speaks now. */
export const spokenLanguage = (): Language => (document.documentElement.lang === 'en' ? 'en' : 'zh-CN');

/** The dictionary of a language: one is loaded, the other only when somebody asks for it. */
export const loadWords = (language: Language): Promise<Words> => dictionaries[language]();

/** Gives everything inside it words. `first`: those of the language that the page begins with. */
export function Speaks({ first, children }: { first: { language: Language; t: Words }; children: ReactNode }) {
  const [{ language, t }, set] = useState(first);
  const speaking = useMemo<Speaking>(
    () => ({
      t,
      language,
      speak: (next) => {
        localStorage.setItem(storedAs, next);
        void loadWords(next).then((loaded) => {
          // Before anything is asked: the API answers in the language of the page.
          document.documentElement.lang = next;
          // What is on the page stays until the words of the page are there.
          startTransition(() => set({ language: next, t: loaded }));
        });
      },
    }),
    [t, language],
  );
  return (
    <Speech value={speaking}>
      <I18nProvider locale={language === 'en' ? 'en-GB' : 'zh-CN'}>{children}</I18nProvider>
    </Speech>
  );
}
