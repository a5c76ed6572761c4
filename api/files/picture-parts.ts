import type { FileType } from '../../ledger/files/file-types.js';

/**
 * Whether a photo consists of its picture alone, as far as its own parts say: no position, time, device, comment or second
 * picture in it or behind it. What is not understood counts as more than the picture; true for what is no photo.
 */
export function isPictureAlone(type: FileType, content: Buffer): boolean {
  switch (type) {
    case 'image/jpeg':
      return isJpegAlone(content);
    case 'image/png':
      return isPngAlone(content);
    case 'image/webp':
      return isWebpAlone(content);
    default:
      return true;
  }
}

const startOfScan = 0xda;
const endOfImage = 0xd9;
/** Segments of JPEG (ITU T.81, table B.1) that draw the picture: frames and Huffman tables, scans, tables, intervals. */
const drawingMarkers = [...Array.from({ length: 16 }, (_, i) => 0xc0 + i), startOfScan, 0xdb, 0xdd];

function isJpegAlone(content: Buffer): boolean {
  for (let at = 2; at + 4 <= content.length;) {
    if (content[at] !== 0xff) return false;
    const end = at + 2 + content.readUInt16BE(at + 2);
    if (end > content.length || !drawsJpeg(content[at + 1]!, content.subarray(at + 4, end))) return false;
    at = content[at + 1] === startOfScan ? endOfScan(content, end) : end;
    if (content[at + 1] === endOfImage) return at + 2 === content.length;
  }
  return false;
}

function drawsJpeg(marker: number, body: Buffer): boolean {
  const startsWith = (name: string) => body.subarray(0, name.length).toString('latin1') === name;
  // JFIF without a thumbnail, a colour profile, what the colours are.
  if (marker === 0xe0) return startsWith('JFIF\0') && body.length === 14;
  if (marker === 0xe2) return startsWith('ICC_PROFILE\0');
  if (marker === 0xee) return startsWith('Adobe') && body.length === 12;
  return drawingMarkers.includes(marker);
}

/** Where the next segment begins: within a scan 0xff stands before 0 or a restart only. */
function endOfScan(content: Buffer, from: number): number {
  let at = content.indexOf(0xff, from);
  while (at !== -1 && (content[at + 1] === 0 || (content[at + 1]! >= 0xd0 && content[at + 1]! <= 0xd7)))
    at = content.indexOf(0xff, at + 2);
  return at === -1 ? content.length : at;
}

/** Chunks of PNG that draw the picture, by its specification (third edition). */
const drawingChunks =
  'IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB sBIT iCCP cICP mDCV cLLI bKGD pHYs hIST acTL fcTL fdAT'.split(' ');

function isPngAlone(content: Buffer): boolean {
  for (let at = 8; at + 12 <= content.length;) {
    const name = content.toString('latin1', at + 4, at + 8);
    if (!drawingChunks.includes(name)) return false;
    at += 12 + content.readUInt32BE(at);
    if (name === 'IEND') return at === content.length;
  }
  return false;
}

function isWebpAlone(content: Buffer): boolean {
  const end = 8 + content.readUInt32LE(4);
  if (end !== content.length) return false;
  for (let at = 12; at + 8 <= end;) {
    if (!['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ICCP'].includes(content.toString('latin1', at, at + 4))) return false;
    const size = content.readUInt32LE(at + 4);
    at += 8 + size + (size % 2);
    if (at === end) return true;
  }
  return false;
}
