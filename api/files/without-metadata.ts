import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Sharp } from 'sharp';
import { asStoreFault, type FileDraft } from '../../ledger/files/file-draft.js';
import type { FileStore } from '../../ledger/files/file-store.js';
import { detectFileType, type FileType } from '../../ledger/files/file-types.js';
import { ApiProblem } from '../problem.js';
import { isPictureAlone } from './picture-parts.js';

/** More than the cameras of phones make; turning one upright takes some 300 MB for a second or two. */
const maxPixels = 64_000_000;
const maxSeconds = 20;

/** Loaded with the first photo that is drawn: 20 MB. */
async function loadSharp(): Promise<typeof import('sharp').default> {
  const { default: sharp } = await import('sharp');
  // Strangers send photos too: nothing but these three formats is read, by one thread, and nothing is remembered.
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({
    operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
  });
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
}

const writers: Partial<Record<FileType, (picture: Sharp) => Sharp>> = {
  // Better tables would take twice the memory.
  'image/jpeg': (picture) => picture.jpeg({ quality: 90, optimiseCoding: false }),
  'image/png': (picture) => picture.png(),
  'image/webp': (picture) => picture.webp({ quality: 90 }),
};

let lastOfAll: Promise<unknown> = Promise.resolve();

/** One photo at a time in this process: so many people who send one at once take no more memory than one. */
function afterOthers<T>(work: () => Promise<T>): Promise<T> {
  const turn = lastOfAll.then(work);
  lastOfAll = turn.catch(() => undefined);
  return turn;
}

/**
 * What somebody has sent, as it may be kept: a photo in which there is more than its picture (a position, the time, the
 * device, a second picture) is drawn anew, upright, and takes the place of the draft; anything else stays byte for byte.
 * Throws an `ApiProblem`, and leaves nothing behind, for a photo that cannot be drawn, is too large, or is HEIC.
 */
export async function withoutMetadata(store: FileStore, draft: FileDraft): Promise<FileDraft> {
  const type = detectFileType(draft.head);
  const write = type && writers[type];
  if (type !== 'image/heic' && !write) return draft;
  try {
    if (!write) throw heicProblem();
    const drawn = await afterOthers(async () => {
      const content = await asStoreFault(readFile(draft.path));
      return isPictureAlone(type, content) ? undefined : await drawAnew(content, type, write);
    });
    if (!drawn) return draft;
    const clean = await store.receive(Readable.from([drawn]));
    await store.discard(draft);
    return clean;
  } catch (error) {
    await store.discard(draft);
    throw error;
  }
}

async function drawAnew(content: Buffer, type: FileType, write: (picture: Sharp) => Sharp): Promise<Buffer> {
  const sharp = await loadSharp();
  // A photo whose end is missing is drawn as far as it goes.
  const options = { failOn: 'none', animated: type === 'image/webp' } as const;
  const { width, height } = await sharp(content, { ...options, limitInputPixels: false })
    .metadata()
    .catch(() => Promise.reject(unreadablePhoto()));
  if (width * height > maxPixels) throw tooManyPixels();
  return write(sharp(content, { ...options, limitInputPixels: maxPixels }).autoOrient())
    .timeout({ seconds: maxSeconds })
    .toBuffer()
    .catch(() => Promise.reject(unreadablePhoto()));
}

function heicProblem(): ApiProblem {
  return ApiProblem.of(
    'photo-heic',
    'The photo is HEIC, from which the place where it was taken cannot be removed here: send it as JPEG. On an iPhone: Settings, Camera, Formats, Most Compatible.',
    '照片为 HEIC 格式，本系统无法去除其中的拍摄位置，请改用 JPEG。苹果手机可在“设置-相机-格式”中选择“兼容性最佳”。',
  );
}

function unreadablePhoto(): ApiProblem {
  return ApiProblem.of(
    'photo-unreadable',
    'The photo is damaged and cannot be read: take it again, or send a screenshot of it.',
    '照片已损坏，无法读取：请重新拍摄，或改发该照片的截图。',
  );
}

function tooManyPixels(): ApiProblem {
  return ApiProblem.of(
    'too-large',
    `The photo has more than ${maxPixels / 1_000_000} million pixels: make it smaller.`,
    `照片超过 ${maxPixels / 10_000} 万像素，请缩小后再上传。`,
  );
}
