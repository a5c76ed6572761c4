import type { Json } from '../api/client.js';

/** An answer as what resumes uploads gives it; null where there was none. */
interface Answer {
  getStatus(): number;
  getBody(): string;
  getHeader(name: string): string | undefined;
}

/** What the desk said of an upload; `status` 0 where it said nothing. `wait`: seconds until the next try. */
export interface UploadAnswer {
  status: number;
  code: string;
  title: string;
  detail: string;
  clause: string | undefined;
  wait: number | undefined;
}

/** Reads an answer that was no yes. One without words, as to HEAD, says by its status alone what is the matter. */
export function uploadAnswer(response: Answer | null): UploadAnswer {
  const status = response?.getStatus() ?? 0;
  let said: Partial<Json<'ProblemJson'>> = {};
  try {
    said = JSON.parse(response?.getBody() ?? '') as typeof said;
  } catch {
    if (status === 404) said = { code: 'unknown-upload' };
  }
  const { code = status === 0 ? 'no-answer' : 'fault', title = '', detail = '', clause } = said;
  return { status, code, title, detail, clause, wait: Number(response?.getHeader('retry-after')) || undefined };
}

/** Whether it has to begin anew; whoever has to sign in again, or wait, goes on from where it stands. */
export const isUploadGone = ({ code }: { code: string }): boolean => code === 'unknown-upload';
