// `npm run token` lists the demo people; `$(npm run -s token -- p01)` is the token of one, within a command line.
import './one-sentence.js';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readConfigOnDisk } from '../config.js';
import { demoTokens } from '../demo/people.js';
import { demoPeopleList } from './demo-people-list.js';

const { dataDir } = readConfigOnDisk();
const id = process.argv[2];
if (id === undefined) {
  process.stdout.write(`${demoPeopleList()}\n\nThe token of one, in a command: $(npm run -s token -- p01)\n`);
  process.exit(0);
}
if (!existsSync(join(dataDir, 'demo-tokens.json')))
  stop(`There are no demo people in ${dataDir} yet: run npm start first.`);
const token = demoTokens(dataDir)[id];
if (token === undefined) stop(`Nobody has the id ${id}. These are there:\n${demoPeopleList()}`);
// Into a command or a file, never on a screen or into what it remembers.
if (process.stdout.isTTY)
  stop(
    `A token is not shown on a screen. In a command: $(npm run -s token -- ${id}). It stands in ${join(dataDir, 'demo-tokens.json')}.`,
  );
process.stdout.write(`${token}\n`);

function stop(text: string): never {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
