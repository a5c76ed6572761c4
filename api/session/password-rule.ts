import type { Text } from '../../domain/text.js';
import { say } from '../body-field.js';

export const passwordLength = { min: 12, max: 200 };

/** What guessers try first; where it is taken out, enough must be left. */
const common = `
  password passw0rd p@ssw0rd p@ssword passwd welcome changeme letmein iloveyou woaini mima
  administrator admin root test user login secret dragon monkey sunshine football
  qwertyuiop qwerty asdfghjkl asdfgh zxcvbnm zxcvbn 1qaz2wsx 1q2w3e4r qazwsx abc123
  1234567890 0123456789 9876543210 0987654321 123456 654321 5201314 147258369 a1b2c3
  abcdefgh abcd1234 banjie 办结 密码 管理员 物业 供热 供电`
  .trim()
  .split(/\s+/);
const leftOver = 6;
const fewestDifferent = 5;

/**
 * What is wrong with a password that somebody chooses, or undefined. As NIST SP 800-63B wants it: length, and nothing
 * that is guessed first; no rule of digits and signs, no date of expiry.
 */
export function passwordFault(password: string, { id, name }: { id: string; name: string }): Text | undefined {
  const chosen = password.normalize('NFKC');
  const { length } = [...chosen];
  if (length < passwordLength.min || length > passwordLength.max)
    return say(
      `must be ${passwordLength.min} to ${passwordLength.max} characters: a few words are best.`,
      `须为 ${passwordLength.min} 至 ${passwordLength.max} 个字符，建议使用几个词语。`,
    );
  const lower = chosen.toLowerCase();
  const without = (words: string[]) =>
    words.reduce((text, word) => (word === '' ? text : text.replaceAll(word.toLowerCase(), '')), lower).length;
  if (without([id, name, name.replaceAll(/\s/g, ''), ...name.split(/\s+/)]) < leftOver)
    return say('must not be your id or name.', '不能是您的工号或姓名。');
  if (new Set(lower).size < fewestDifferent || without(common) < leftOver || isRun(lower))
    return say('is one that is guessed at once: choose another.', '过于常见，容易被猜中，请另选。');
  return undefined;
}

/** One character after the other, up or down: abcdefghijkl, 987654321098. */
function isRun(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0)!);
  const steps = codes.slice(1).map((code, i) => code - codes[i]!);
  return steps.filter((step) => Math.abs(step) === 1).length >= steps.length - 2;
}
