/** Says a line on the terminal. */
export const tell = (text: string): void => void process.stdout.write(`${text}\n`);

/** Runs a command: a fault is told as its sentence, with exit status 1. */
export async function runCommand(work: () => Promise<void>): Promise<void> {
  await work().catch((error: unknown) => {
    process.stderr.write(`${faultSentence(error)}\n`);
    process.exitCode = 1;
  });
}

/** What the system says of a full disk is a code; all else is a sentence already. */
export function faultSentence(error: unknown): string {
  if ((error as NodeJS.ErrnoException | null)?.code === 'ENOSPC')
    return 'The disk is full: nothing was kept of it. Make room, or name another place, and run it again.';
  return error instanceof Error ? error.message : String(error);
}

/** 1536 is '1.5 kB'; 1,024 bytes are a kB. */
export function sizeText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const step = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), units.length - 1);
  return `${Math.round((bytes / 1024 ** step) * 10) / 10} ${units[step]}`;
}
