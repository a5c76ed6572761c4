import type { Language } from '../domain/text.js';
import { Presets, SingleBar } from 'cli-progress';

/** Shows how far an import has come, on stderr: a bar on a terminal, elsewhere a line at most every five seconds. */
export function showProgress(
  language: Language = 'en',
  stream: NodeJS.WriteStream = process.stderr,
): {
  at(done: number, rows: number): void;
  end(): void;
} {
  if (stream.isTTY) {
    const bar = new SingleBar(
      {
        stream,
        format:
          language === 'en'
            ? '{bar} {percentage} % · {value} of {total} rows · {eta_formatted} left'
            : '{bar} {percentage}% · {value}/{total} 行 · 剩余 {eta_formatted}',
        hideCursor: true,
        fps: 5,
      },
      Presets.shades_classic,
    );
    return {
      at: (done, rows) => (done === 0 ? bar.start(rows, 0) : bar.update(done)),
      end: () => bar.stop(),
    };
  }
  let saidAt = Date.now();
  return {
    at: (done, rows) => {
      if (done !== 0 && done !== rows && Date.now() - saidAt < 5_000) return;
      saidAt = Date.now();
      stream.write(language === 'en' ? `${done} of ${rows} rows\n` : `${done}/${rows} 行\n`);
    },
    end: () => undefined,
  };
}
