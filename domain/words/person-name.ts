import { comparedText } from './plain-text.js';

/** A name as it is compared: without the dots between its parts, spaces and unseen characters. */
export function nameKey(text: string): string {
  return comparedText(text).replace(/[\s.·•‧∙⋅・･᛫˙·。-]/gu, '');
}
