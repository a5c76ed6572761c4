/** The next version number of a rulebook that nobody has used: '003.1' becomes '003.2'. */
export function nextVersion(version: string, taken: readonly string[]): string {
  const last = /\d+$/.exec(version)?.[0] ?? '0';
  const head = version.endsWith(last) ? version.slice(0, -last.length) : `${version}.`;
  for (let number = Number(last) + 1; ; number += 1) {
    const next = head + String(number).padStart(last.length, '0');
    if (!taken.includes(next)) return next;
  }
}

/** A text with another version in its head. */
export const withVersion = (text: string, version: string): string =>
  text.replace(/^version:.*$/m, `version: '${version}'`);

/** The version that a text says it is; undefined where it says none. */
export const versionOfText = (text: string): string | undefined => /^version: *['"]?([^'"\s#]+)/m.exec(text)?.[1];
