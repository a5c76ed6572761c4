// `$(npm run -s token -- p01)`: the token of a demo person of this installation, within a command line.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../config.js';
import { demoPeople, demoTokens } from '../demo/people.js';
import { demoTeamPeople } from '../demo/teams.js';

const { dataDir } = readConfig();
const id = process.argv[2];
if (!existsSync(join(dataDir, 'demo-tokens.json')))
  stop(`There are no demo people in ${dataDir} yet: run npm start first.`);
const token = id === undefined ? undefined : demoTokens(dataDir)[id];
if (token === undefined)
  stop(
    `Whose? ${[...demoPeople, ...demoTeamPeople].map((person) => `${person.id} ${person.name} (${[...new Set(person.posts.map(([role]) => role))].join(', ')})`).join('\n')}`,
  );
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
