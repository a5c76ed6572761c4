import type { Text } from '../domain/text.js';

/** Why a row is not taken. */
export interface RowRefusal {
  code: string;
  text: Text;
}

/** Thrown while a row is read. */
export class RowRefused extends Error {
  constructor(
    readonly code: string,
    readonly text: Text,
  ) {
    super(text.en);
  }
}

/** Gives up a row; `en` and `zh` are whole sentences that say what to do. */
export function refuseRow(code: string, en: string, zh: string): never {
  throw new RowRefused(code, { en, 'zh-CN': zh });
}
