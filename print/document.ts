import type { Language } from '../domain/text.js';

/**
 * A printed sheet (A4) as data: what stands on it, block after block. Plain JSON, drawn by `pdf.ts` in a thread of its
 * own.
 */
export interface PdfDocument {
  language: Language;
  /** Above the title: whose paper it is. */
  organisation: string;
  title: string;
  /** Below the title, from left to right: site, day, number. */
  subtitles: string[];
  /** Lies on its side. */
  landscape?: boolean;
  blocks: PdfBlock[];
  /** At the foot of every page, before its number: by which rule, by whom and when it was printed. */
  foot: string;
}

export type PdfBlock =
  | { type: 'heading'; text: string }
  | { type: 'note'; text: string }
  | PdfFieldsBlock
  | PdfTableBlock
  | PdfBarsBlock
  /** An address to be read by a phone (QR), with what it is for beside it. */
  | { type: 'code'; address: string; text: string }
  /** Where the stub (存根) is torn off. */
  | { type: 'cut'; text: string }
  | { type: 'signatures'; lines: { label: string; image?: string }[] };

/** Label and value side by side, in a frame; each row's fields share its width. */
export interface PdfFieldsBlock {
  type: 'fields';
  rows: PdfField[][];
}

export interface PdfField {
  label: string;
  value: string;
  /** Lines that are kept free at least, for what is written by hand. */
  lines?: number;
  /** A picture in the place of words, as a data URL: a signature. */
  image?: string;
}

/** Rows over as many pages as they need, the titles on each. */
export interface PdfTableBlock {
  type: 'table';
  columns: { title: string; width?: number; align?: 'right' | 'center' }[];
  rows: string[][];
  /** Said where there are no rows. */
  empty: string;
}

/** Bars from left to right, each with its figure; `before` is the bar of the time before, drawn lighter below it. */
export interface PdfBarsBlock {
  type: 'bars';
  title: string;
  bars: { label: string; value: number; shown: string; before?: { value: number; shown: string } }[];
  /** What the two kinds of bar are. */
  legend?: { now: string; before: string };
}
