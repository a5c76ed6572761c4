import type { IncomingHttpHeaders } from 'node:http';
import type { Language } from '../../domain/text.js';
import { languageOf } from '../language.js';

/** As the switch on the page says, else the browser; without either in Chinese, which most customers read. */
export function pageLanguage({ lang }: { lang?: string }, headers: IncomingHttpHeaders): Language {
  if (lang === 'en' || lang === 'zh-CN') return lang;
  return headers['accept-language'] === undefined ? 'zh-CN' : languageOf(headers['accept-language']);
}
