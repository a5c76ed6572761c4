import type { Language } from '../domain/text.js';

/** A printed sheet (A4) as data: what stands on it, block after block. Plain JSON, drawn by `pdf.ts` in a thread of its own. */
export interface Paper {
  language: Language;
  /** Above the title: whose paper it is. */
  organisation: string;
  title: string;
  /** Below the title, from left to right: site, day, number. */
  under: string[];
  /** Lies on its side. */
  wide?: boolean;
  blocks: Block[];
  /** At the foot of every page, before its number: by which rule, by whom and when it was printed. */
  foot: string;
}

export type Block =
  | { type: 'heading'; text: string }
  | { type: 'note'; text: string }
  | FieldsBlock
  | TableBlock
  | BarsBlock
  /** Where the stub (存根) is torn off. */
  | { type: 'cut'; text: string }
  | { type: 'signatures'; lines: { label: string; image?: string }[] };

/** Label and value side by side, in a frame; each row's fields share its width. */
export interface FieldsBlock {
  type: 'fields';
  rows: PaperField[][];
}

export interface PaperField {
  label: string;
  value: string;
  /** Lines that are kept free at least, for what is written by hand. */
  lines?: number;
  /** A picture in the place of words, as a data URL: a signature. */
  image?: string;
}

/** Rows over as many pages as they need, the titles on each. */
export interface TableBlock {
  type: 'table';
  columns: { title: string; width?: number; align?: 'right' | 'center' }[];
  rows: string[][];
  /** Said where there are no rows. */
  empty: string;
}

/** Bars from left to right, each with its figure; `before` is the bar of the time before, drawn lighter below it. */
export interface BarsBlock {
  type: 'bars';
  title: string;
  bars: { label: string; value: number; shown: string; before?: { value: number; shown: string } }[];
  /** What the two kinds of bar are. */
  legend?: { now: string; before: string };
}
