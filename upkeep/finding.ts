/** What one look at the desk has found. */
export interface Finding {
  check: string;
  /** `warn`: the desk works, and somebody should see to it; `fail`: something does not work. */
  state: 'ok' | 'warn' | 'fail';
  says: string;
  /** What to do; there unless all is well. */
  remedy?: string;
}

/** All is well. */
export const ok = (check: string, says: string): Finding => ({ check, state: 'ok', says });
/** The desk works, and somebody should see to it. */
export const warn = (check: string, says: string, remedy: string): Finding => ({ check, state: 'warn', says, remedy });
/** Something does not work. */
export const fail = (check: string, says: string, remedy: string): Finding => ({ check, state: 'fail', says, remedy });

/** A line for each finding, with what to do below it. */
export function findingsText(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ check }) => check.length));
  return findings
    .map(({ check, state, says, remedy }) => {
      const line = `${state.padEnd(4)}  ${check.padEnd(width)}  ${says}`;
      return remedy ? `${line}\n${' '.repeat(width + 8)}→ ${remedy}` : line;
    })
    .join('\n');
}
