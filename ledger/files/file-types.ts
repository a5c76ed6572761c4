/** What the system itself produces and keeps; nobody hands it in. */
const producedTypes = {
  'application/json': 'json',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
} as const;

/** The types of files that are taken or produced, with the ending of a name each. */
export const fileTypes = {
  ...producedTypes,
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'application/pdf': 'pdf',
} as const;

export type FileType = keyof typeof fileTypes;

const heicBrands = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx'];
/** Brands of the container alone: what is inside is among the compatible ones. */
const heifBrands = ['mif1', 'msf1'];

/** The type by the first bytes (64 are enough), whatever name or header says; undefined for any other. */
export function detectFileType(head: Buffer): FileType | undefined {
  const text = (from: number, to: number) => head.toString('latin1', from, to);
  if (head.length < 12) return undefined;
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'image/jpeg';
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'image/webp';
  if (text(0, 5) === '%PDF-') return 'application/pdf';
  return text(4, 8) === 'ftyp' && isHeic(head, text) ? 'image/heic' : undefined;
}

function isHeic(head: Buffer, text: (from: number, to: number) => string): boolean {
  const brand = text(8, 12);
  if (!heifBrands.includes(brand)) return heicBrands.includes(brand);
  const end = Math.min(head.readUInt32BE(0), head.length);
  for (let at = 16; at + 4 <= end; at += 4) if (heicBrands.includes(text(at, at + 4))) return true;
  return false;
}
