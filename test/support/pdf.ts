import { extractText, getDocumentProxy } from 'unpdf';

/** pdf.js asks for what Node.js 20 does not have yet. */
const buffers = ArrayBuffer.prototype as unknown as { transferToFixedLength?: () => ArrayBuffer };
buffers.transferToFixedLength ??= function (this: ArrayBuffer) {
  return structuredClone(this, { transfer: [this] });
};

/** What a PDF says, page by page, without spaces and line breaks: where lines break is the printer's matter. */
export async function pagesOf(bytes: Uint8Array): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: false });
  return text.map((page) => page.replace(/\s+/g, ''));
}

/**
 * Each embedded font: whether its programme is in the file, and whether any of its characters is the box for one it
 * lacks (.notdef).
 */
export async function fontsOf(bytes: Uint8Array): Promise<{ name: string; embedded: boolean; lacks: boolean }[]> {
  const document = await getDocumentProxy(new Uint8Array(bytes));
  const fonts = new Map<string, { name: string; embedded: boolean; lacks: boolean }>();
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { fnArray, argsArray } = await page.getOperatorList();
    let current = '';
    fnArray.forEach((operator: number, i: number) => {
      const args = argsArray[i] as unknown[];
      if (operator === setFont) {
        current = String(args[0]);
        const font = page.commonObjs.get(current) as { name: string; missingFile?: boolean };
        if (!fonts.has(font.name)) fonts.set(font.name, { name: font.name, embedded: !font.missingFile, lacks: false });
      }
      if (operator !== showText || !current) return;
      const { name } = page.commonObjs.get(current) as { name: string };
      const glyphs = args[0] as ({ originalCharCode: number } | number)[];
      if (glyphs.some((glyph) => typeof glyph === 'object' && glyph !== null && glyph.originalCharCode === 0))
        fonts.get(name)!.lacks = true;
    });
  }
  return [...fonts.values()];
}

/** Operators of pdf.js. */
const [setFont, showText] = [37, 44];
