import { comparedText } from './plain-text.js';

/** Dots that people set between the parts of a name, and what is typed for want of them. */
const betweenParts = /[\s.·•‧∙⋅・・᛫˙●∘◦。_-]/gu;

/** A name as it is compared: without the dots between its parts, spaces and unseen characters. */
export function nameKey(text: string): string {
  return comparedText(text).replace(betweenParts, '');
}
