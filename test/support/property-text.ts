// The shipped property rules as an administrator would change and upload them.
import assert from 'node:assert/strict';
import { rulebookPaths } from '../../rulebooks/load.js';
import { rulebookFiles, rulebookText } from '../../rulebooks/fragments.js';

/** The shipped property rules as one text, with another version and what a test changes. */
export const propertyText = (version: string, ...changes: [from: string | RegExp, to: string][]): string => {
  const text = rulebookText(rulebookFiles(rulebookPaths().find((path) => path.endsWith('property'))!)).replace(
    "version: '003.1'",
    `version: '${version}'`,
  );
  return changes.reduce((all, [from, to]) => {
    const changed = all.replace(from, to);
    assert.notEqual(changed, all, `nothing of the text is ${String(from)}`);
    return changed;
  }, text);
};
/** Minor: 1 day instead of 2. */
export const minorOneDay: [RegExp, string] = [
  /(id: solve-minor\n[\s\S]*?limit: )\{ amount: 2, unit: days \}/,
  '$1{ amount: 1, unit: days }',
];
