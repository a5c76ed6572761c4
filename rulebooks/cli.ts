import { existsSync } from 'node:fs';
import type { Language } from '../domain/text.js';
import { checkRulebook } from './check.js';
import { readRulebook } from './load.js';
import { rulebookFiles, rulebookText } from './fragments.js';

const usage = `Checks rulebooks: a folder of YAML files that together are one, or a single file.

  npm run rulebook -- check [--zh] PATH...
  npm run rulebook -- publish PATH         puts it in force on the running desk: npm run rulebook -- --help

Prints 'file:line: what is wrong and what to do' for each fault, in English or with --zh in Chinese.
Exit status: 0 all sound, 1 faults found, 2 called wrongly.`;

process.exitCode = main(process.argv.slice(2));

function main([command, ...rest]: string[]): number {
  if (command === '--help' || command === '-h') {
    say(usage);
    return 0;
  }
  const paths = rest.filter((item) => item !== '--zh');
  const unknown = paths.find((item) => item.startsWith('-'));
  if (command !== 'check' || paths.length === 0 || unknown) {
    complain(unknown ? `Unknown option ${unknown}.\n\n${usage}` : usage);
    return 2;
  }
  const language: Language = rest.includes('--zh') ? 'zh-CN' : 'en';
  return Math.max(...paths.map((path) => checkPath(path, language)));
}

function checkPath(path: string, language: Language): number {
  if (!existsSync(path)) {
    complain(
      language === 'en'
        ? `${path}: there is no such file or folder: check the path.`
        : `${path}：文件或文件夹不存在，请检查路径。`,
    );
    return 1;
  }
  const files = rulebookFiles(path);
  if (files.length === 0) {
    complain(
      language === 'en'
        ? `${path}: there is no .yaml file in this folder: check the path.`
        : `${path}：文件夹中没有 .yaml 文件，请检查路径。`,
    );
    return 1;
  }
  const faults = checkRulebook(files);
  for (const fault of faults) say(`${fault.file}:${fault.line}: ${fault.message[language]}`);
  if (faults.length) return 1;
  const { clauses, kinds } = readRulebook(rulebookText(files));
  const clocks = Object.values(kinds).reduce((sum, rules) => sum + rules.clocks.length, 0);
  say(
    language === 'en'
      ? `${path}: ${Object.keys(clauses).length} clauses, ${clocks} clocks: sound`
      : `${path}：${Object.keys(clauses).length} 个条款，${clocks} 个时限：无误`,
  );
  return 0;
}

function say(words: string): void {
  process.stdout.write(`${words}\n`);
}

function complain(words: string): void {
  process.stderr.write(`${words}\n`);
}
