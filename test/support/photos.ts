// Photos as tests hand them in: in their parts like those of a camera, whatever they show.
import { randomUUID } from 'node:crypto';
import sharp from 'sharp';

/** A JPEG that consists of its picture alone, so that it is kept as it is; another for each mark. */
export function plainJpeg(mark: string = randomUUID(), size = 200): Buffer<ArrayBuffer> {
  const table = Buffer.alloc(64, mark);
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xdb, 0, table.length + 2]);
  return Buffer.concat([
    head,
    table,
    Buffer.from([0xff, 0xda, 0, 2]),
    Buffer.alloc(size, 7),
    Buffer.from([0xff, 0xd9]),
  ]);
}

/** The same of PNG and WebP. */
export const plainPng = Buffer.concat([
  Buffer.from('\x89PNG\r\n\x1a\n\x00\x00\x00\x04IDAT', 'latin1'),
  Buffer.alloc(8, 7),
  Buffer.from('\x00\x00\x00\x00IEND\x00\x00\x00\x00', 'latin1'),
]);
export const plainWebp = Buffer.from('RIFF\x10\x00\x00\x00WEBPVP8 \x04\x00\x00\x00\x07\x07\x07\x07', 'latin1');

/** 80 × 40 pixels, red at the left and blue at the right, to be shown turned right; with a position and words in Exif. */
export async function photoOfCamera(type: 'jpeg' | 'png' | 'webp'): Promise<Buffer<ArrayBuffer>> {
  const half = (background: string) => ({ create: { width: 40, height: 40, channels: 3, background } }) as const;
  const taken = await sharp({ create: { ...half('blue').create, width: 80 } })
    .composite([{ input: half('red'), left: 0, top: 0 }])
    .withExif({
      IFD0: { ImageDescription: 'SECRET', Orientation: '6' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '27/1 50/1 10/1' },
    })
    .withMetadata({ orientation: 6 })
    .toFormat(type)
    .toBuffer();
  return Buffer.from(taken);
}
