import { localPrefix } from '../act/values.js';
import { keepFile } from './store.js';

/** As much as is seen of a photo: its longest side in pixels, and how much of its fineness stays. */
const longestSide = 1_600;
const quality = 0.8;

/** A picture that this browser cannot read, so that nobody could say what is hidden in it. */
export class UnreadablePhoto extends Error {}

/** A photo as it is kept and handed on: smaller, and drawn anew, so that nothing that was hidden in the file goes along. */
async function smaller(photo: Blob): Promise<Blob> {
  const picture = await createImageBitmap(photo).catch(() => {
    throw new UnreadablePhoto();
  });
  try {
    const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const context = canvas.getContext('2d')!;
    // What is see-through would become black.
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const drawn = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
    if (!drawn) throw new UnreadablePhoto();
    return drawn;
  } finally {
    picture.close();
  }
}

/**
 * Keeps a photo, signature or paper on this phone; the name under which an act names it until it is handed in. Photos are
 * made smaller; a signature stays as it was drawn, a PDF as it is. Throws where the phone has no room for it.
 */
export async function keepOnPhone(
  person: string,
  file: Blob,
  { isDrawn, place }: { isDrawn: boolean; place: { latitude: number; longitude: number } | undefined },
): Promise<string> {
  const isPhoto = file.type !== 'application/pdf' && !isDrawn;
  const kept = isPhoto ? await smaller(file) : file;
  const name = `${localPrefix}${crypto.randomUUID()}`;
  await keepFile({
    name,
    person,
    bytes: await kept.arrayBuffer(),
    type: kept.type,
    key: crypto.randomUUID(),
    takenAt: Date.now(),
    ...(place && isPhoto ? { place } : {}),
  });
  return name;
}
