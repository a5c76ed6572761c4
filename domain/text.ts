/** What people read, in the two languages every user-visible sentence exists in. */
export interface Text {
  'zh-CN': string;
  en: string;
}

export type Language = keyof Text;

/** A value that workflow state, facts and histories may carry: plain JSON, never personal words. */
export type Scalar = string | number | boolean | null;
