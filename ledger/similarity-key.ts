import type { CaseWords } from '../domain/case/case.js';
import { placeKey } from '../domain/words/place.js';

/** What of a text is compared: the beginning says what it is about, and an index of whole letters is dear to write. */
const maxComparedCharacters = 200;

/** What a case is compared with others by. Kept beside the words it is found by, in the database alone. */
export interface SimilarityKey {
  matter: string;
  place: string | null;
}

/**
 * Subject, description and place in the form in which they are compared; neither name nor phone is part of the text.
 */
export function similarityKeyOf({ subject, description, place }: CaseWords): SimilarityKey {
  const texts = [subject, description].map((text) => normalised(text ?? ''));
  // A subject that the description begins with says nothing twice.
  const said = texts[1]!.startsWith(texts[0]!) ? texts[1]! : texts.filter(Boolean).join(' ');
  return {
    matter: [...said].slice(0, maxComparedCharacters).join(''),
    place: comparedPlace(place ?? ''),
  };
}

/** A place as it is compared (`placeKey`); null where nothing is left. */
export function comparedPlace(place: string): string | null {
  return placeKey(place) || null;
}

function normalised(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}
