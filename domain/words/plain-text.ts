/** A text without what nobody can see, and with the characters that old code points for private use stand for. */
export function plainText(text: string): string {
  return text.replace(unseen, '');
}

/** A text as it is compared: plain, of half width, in small letters, with one kind of dash and of dot. */
export function comparedText(text: string): string {
  return plainText(plainText(text).normalize('NFKC'))
    .toLowerCase()
    .replace(/[\u2010-\u2015\u2212\u2500\u30fc\ufe58]/g, '-');
}

// The joiner inside an emoji, and the letters of a flag, are seen: they make it one picture.
const unseen =
  /(?![\u200d\ufe0f\u{e0020}-\u{e007f}])[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]|(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d|(?<!\p{Emoji})\ufe0f/gu;
