import { existsSync, readFileSync } from 'node:fs';
import type { Language } from '../domain/text.js';
import { checkRulebook } from './check.js';
import { readRulebook } from './load.js';

const usage = `Checks rulebook files.

  npm run rulebook -- check [--zh] FILE...

Prints 'file:line: what is wrong and what to do' for each fault, in English or with --zh in Chinese.
Exit status: 0 all sound, 1 faults found, 2 called wrongly.`;

process.exitCode = main(process.argv.slice(2));

function main([command, ...rest]: string[]): number {
  if (command === '--help' || command === '-h') {
    say(usage);
    return 0;
  }
  const files = rest.filter((one) => one !== '--zh');
  const unknown = files.find((one) => one.startsWith('-'));
  if (command !== 'check' || files.length === 0 || unknown) {
    complain(unknown ? `Unknown option ${unknown}.\n\n${usage}` : usage);
    return 2;
  }
  const language: Language = rest.includes('--zh') ? 'zh-CN' : 'en';
  return Math.max(...files.map((file) => checkFile(file, language)));
}

function checkFile(file: string, language: Language): number {
  if (!existsSync(file)) {
    complain(language === 'en' ? `${file}: there is no such file: check the path.` : `${file}：文件不存在，请检查路径。`);
    return 1;
  }
  const text = readFileSync(file, 'utf8');
  const faults = checkRulebook(text, file);
  for (const fault of faults) say(`${fault.file}:${fault.line}: ${fault.message[language]}`);
  if (faults.length) return 1;
  const { clauses, kinds } = readRulebook(text);
  const clocks = Object.values(kinds).reduce((sum, rules) => sum + rules.clocks.length, 0);
  say(language === 'en' ? `${file}: ${Object.keys(clauses).length} clauses, ${clocks} clocks: sound` : `${file}：${Object.keys(clauses).length} 个条款，${clocks} 个时限：无误`);
  return 0;
}

function say(words: string): void {
  process.stdout.write(`${words}\n`);
}

function complain(words: string): void {
  process.stderr.write(`${words}\n`);
}
