/** A parameter in a statement, such as `:caseNumber`; not a cast (`::text`), nor an end of a list (`[2:]`). */
const named = /(?<![:\w]):([a-z]\w*)/gi;

/**
 * The statement as PostgreSQL wants it: parameters by number, without gaps. `names` says which value belongs to which
 * number: the first to `$1`.
 */
export function withNumberedParameters(statement: string): { text: string; names: string[] } {
  const names: string[] = [];
  const text = statement.replace(named, (_, name: string) => {
    if (!names.includes(name)) names.push(name);
    return `$${names.indexOf(name) + 1}`;
  });
  return { text, names };
}

/** Throws where the parts of a statement use a parameter that has no value, or where a value is used by none of them. */
export function checkParameters(parts: readonly string[], parameters: readonly string[]): void {
  const { names } = withNumberedParameters(parts.join('\n'));
  const missing = names.filter((name) => !parameters.includes(name));
  const unused = parameters.filter((name) => !names.includes(name));
  if (missing.length > 0) throw new Error(`No value is given for the parameters ${missing.join(', ')}.`);
  if (unused.length > 0) throw new Error(`No part of the statement uses the parameters ${unused.join(', ')}.`);
}
