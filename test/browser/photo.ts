import type { Page } from 'playwright-core';

/** A photo as a phone takes it: a picture drawn by the browser, with an Exif segment that says where it was taken. */
export async function photoWithPosition(page: Page, width: number, height: number): Promise<Buffer> {
  const drawn = await page.evaluate<string>(`new Promise((resolve) => {
    const canvas = document.createElement('canvas');
    canvas.width = ${width};
    canvas.height = ${height};
    const context = canvas.getContext('2d');
    for (let x = 0; x < ${width}; x += 40) {
      context.fillStyle = 'hsl(' + x + ' 60% 50%)';
      context.fillRect(x, 0, 40, ${height});
    }
    resolve(canvas.toDataURL('image/jpeg', 0.98));
  })`);
  const jpeg = Buffer.from(drawn.split(',')[1]!, 'base64');
  const exif = exifWithPosition();
  const head = Buffer.from([0xff, 0xe1, (exif.length + 2) >> 8, (exif.length + 2) & 0xff]);
  return Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)]);
}

/** TIFF in an Exif segment: one directory that leads to another, that of GPS, with a northern latitude. */
function exifWithPosition(): Buffer {
  const tiff = Buffer.alloc(100);
  tiff.write('II*\0', 0, 'latin1');
  tiff.writeUInt32LE(8, 4);
  const entry = (at: number, [tag, type, count, value]: [number, number, number, number]) => {
    tiff.writeUInt16LE(tag, at);
    tiff.writeUInt16LE(type, at + 2);
    tiff.writeUInt32LE(count, at + 4);
    tiff.writeUInt32LE(value, at + 8);
  };
  tiff.writeUInt16LE(1, 8);
  entry(10, [0x8825, 4, 1, 26]);
  tiff.writeUInt16LE(2, 26);
  entry(28, [1, 2, 2, 'N'.charCodeAt(0)]);
  entry(40, [2, 5, 3, 60]);
  [27, 1, 50, 1, 10, 1].forEach((figure, i) => tiff.writeUInt32LE(figure, 60 + i * 4));
  // Programs that write it name it too; by this the test knows it.
  tiff.write('GPS', 90, 'latin1');
  return Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
}
