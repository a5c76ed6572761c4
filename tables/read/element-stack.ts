/** The elements that are open. */
export class ElementStack {
  private readonly names: string[] = [];

  open(name: string): void {
    this.names.push(name);
  }

  close(): void {
    this.names.pop();
  }

  is(name: string): boolean {
    return this.names.at(-1) === name;
  }

  /** In a text, or in one of its runs; not in the reading aid (furigana, pinyin) that may accompany it. */
  isText(): boolean {
    return this.is('t') && this.names.at(-2) !== 'rPh';
  }
}
