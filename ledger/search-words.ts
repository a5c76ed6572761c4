/**
 * The terms a text is found by: words of Latin script whole and in lower case, Chinese and other unspaced script as
 * pairs of neighbouring characters, so that any run of two characters is found with an index and without a dictionary.
 */
export function searchTerms(text: string): string[] {
  const terms = new Set<string>();
  for (const [run] of text
    .toLowerCase()
    .normalize('NFKC')
    .matchAll(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu)) {
    if (!/\p{Script=Han}/u.test(run)) terms.add(run.slice(0, 64));
    else for (const term of pairs(run)) terms.add(term);
  }
  return [...terms];
}

function pairs(run: string): string[] {
  const characters = [...run];
  return characters.length === 1 ? characters : characters.slice(1).map((character, at) => characters[at]! + character);
}
