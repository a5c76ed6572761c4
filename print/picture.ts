import { inflateSync } from 'node:zlib';

/** More than a signature on any screen has. */
const maxPixelBytes = 64 * 1024 * 1024;
const signatureBytes = 8;

/**
 * Whether a picture (a data URL) can be drawn: not a PNG that is damaged or unfolds to more than 64 MB. A small file may
 * hold gigabytes, whatever size its header says.
 */
export function isPrintablePicture(url: string): boolean {
  const [type, base64 = ''] = url.split(';base64,');
  if (type !== 'data:image/png') return true;
  try {
    const png = Buffer.from(base64, 'base64');
    const { header, pixels } = chunksOf(png);
    if (header.readUInt32BE(0) * header.readUInt32BE(4) * 8 > maxPixelBytes) return false;
    inflateSync(pixels, { maxOutputLength: maxPixelBytes });
    return true;
  } catch {
    return false;
  }
}

/** The header and the zipped pixels of a PNG. */
function chunksOf(png: Buffer): { header: Buffer; pixels: Buffer } {
  const parts: Buffer[] = [];
  for (let at = signatureBytes; at + 8 <= png.length; at += png.readUInt32BE(at) + 12)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  return { header: png.subarray(signatureBytes + 8, signatureBytes + 16), pixels: Buffer.concat(parts) };
}
