import { withoutPrivateUse } from './private-use.js';
import { withoutRadicals } from './radicals.js';

/**
 * A text without what nobody can see (zero-width and bidi marks, soft hyphens, fillers), and with the characters that
 * the old code points of GBK for private use stand for. White space and control characters stay as they are.
 */
export function plainText(text: string): string {
  return withoutPrivateUse(text).replace(unseen, '');
}

/**
 * A text as it is compared: plain, of half width, in small letters, with one kind of dash, radicals as the characters
 * they look like, and each character in its common form.
 */
export function comparedText(text: string): string {
  return withoutRadicals(plainText(plainText(text).normalize('NFKC')).toLowerCase())
    .replace(/[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu, '')
    .replace(/[\u2010-\u2015\u2212\u2500\u30fc\ufe58]/g, '-')
    .normalize('NFC');
}

// The joiner inside an emoji, the letters of a flag, and what chooses the picture of a character, are seen.
const unseen =
  // oxlint-disable-next-line no-misleading-character-class -- single characters are meant, not pairs of them
  /(?![\u200d\ufe00-\ufe0f\u{e0020}-\u{e007f}\u{e0100}-\u{e01ef}])[\p{Default_Ignorable_Code_Point}\ufff9-\ufffc\u2800]|(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d|(?<![\p{Emoji}\p{Script=Han}])[\ufe00-\ufe0f]|(?<!\p{Script=Han})[\u{e0100}-\u{e01ef}]|(?<![\p{Extended_Pictographic}\u{e0020}-\u{e007f}])[\u{e0020}-\u{e007f}]/gu;
