type Cell = string | number;

/** Rows as csv for a spreadsheet: nothing in it is taken for a formula. */
export function csvOf(lines: readonly (readonly Cell[])[]): string {
  const cell = (value: Cell) => {
    const text = String(value);
    const plain = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return `"${plain.replaceAll('"', '""')}"`;
  };
  return `\ufeff${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** Lets the browser save rows as a csv file. */
export function saveCsv(name: string, lines: readonly (readonly Cell[])[]): void {
  const address = URL.createObjectURL(new Blob([csvOf(lines)], { type: 'text/csv;charset=utf-8' }));
  Object.assign(document.createElement('a'), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
