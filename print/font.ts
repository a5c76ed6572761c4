import { createRequire } from 'node:module';
import { openSync, type Font } from 'fontkit';

const folder = '@expo-google-fonts/noto-sans-sc';
const require = createRequire(import.meta.url);

/**
 * Noto Sans SC (SIL Open Font License 1.1), from its package: no font of the machine is needed. A PDF takes only the
 * characters it shows.
 */
export const fontFiles = {
  normal: require.resolve(`${folder}/400Regular/NotoSansSC_400Regular.ttf`),
  bold: require.resolve(`${folder}/700Bold/NotoSansSC_700Bold.ttf`),
};

let font: Font | undefined;

/** Printed where the font has no such character, as printers always did (〓). */
const geta = '〓';

/** Text as it can be printed, and the characters it has to do without. Tabs and control characters become spaces. */
export function printable(text: string, missing: Set<string>): string {
  font ??= openSync(fontFiles.normal) as Font;
  let out = '';
  // Composed forms: the font sets no accents over letters.
  for (const character of text.normalize('NFC').replace(/\r\n?/g, '\n')) {
    const code = character.codePointAt(0)!;
    if (character === '\n') out += character;
    else if (code < 0x20 || code === 0x7f || /\p{Cf}|\p{Zs}|\t/u.test(character))
      out += code === 0x3000 ? character : /\p{Cf}/u.test(character) ? '' : ' ';
    else if (/\p{Variation_Selector}|\p{Emoji_Modifier}/u.test(character)) continue;
    else if (font.hasGlyphForCodePoint(code)) out += character;
    else {
      missing.add(character);
      out += geta;
    }
  }
  return out;
}

const longWord = /([^\s\p{Script=Han}]{40})(?=[^\s\p{Script=Han}])/u;

/** The text in pieces where it has words of more than 40 letters: to lay such a word out takes the square of its length. */
export function breakable(text: string): string | string[] {
  const pieces = text.split(longWord).filter(Boolean);
  return pieces.length > 1 ? pieces : text;
}
