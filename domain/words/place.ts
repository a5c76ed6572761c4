import { normalizedAddress } from './address.js';

/** A place by what it is equal by: 8栋 as 8号楼, 八栋 and the 8 of 8-2-501. */
export function placeKey(text: string): string {
  return normalizedAddress(text);
}

/** What a place is found by, from coarse to fine: community or road, building, unit, room. */
export function placeTerms(text: string): string[] {
  const key = placeKey(text);
  return key === '' ? [] : [key];
}
