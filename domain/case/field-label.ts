import type { Text } from '../text.js';
import type { ActField } from './fields.js';

/**
 * What a form calls a field, in a few words: the Chinese term; in English its `label`, otherwise what its name in the
 * body says, without the unit of money, which people do not write in cents: `Answer by` for `answerBy`.
 */
export function fieldLabel(name: string, { zh, label }: Pick<ActField, 'zh' | 'label'>): Text {
  const spoken = name.replace(/Cents$/, '').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return { 'zh-CN': zh, en: label ?? spoken[0]!.toUpperCase() + spoken.slice(1) };
}
