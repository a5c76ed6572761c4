// What each command says of itself. Plain JavaScript, so that `--help` answers in a clone without packages and build.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './set-up.mjs';

const database = `Works on the database of DATABASE_URL, else on that of the desk that runs on DATA_DIR, else starts PostgreSQL there for its own time.`;

/** One line for the list of commands, and what stands below it in the help of the command. */
const helpTexts = {
  start: [
    'npm start [-- --phone]',
    'the desk on this machine',
    `Runs Banjie with its own PostgreSQL and Temporal server and ends with the one address to open. Ctrl-C stops it; the data stay in DATA_DIR.
  --phone   makes a certificate of its own and prints the address for a phone in the same network

Settings are environment variables, with what they are where nothing is set:`,
  ],
  test: [
    'npm test [PATH…] [-- -t WORD]',
    'types, lint and every test, on real servers',
    `npm test                    everything
npm test domain             what has domain in its path
npm test -- -t P-4.3.10     what has it in its title

The last line is "N passed, N failed". Exit status 0 where nothing failed.`,
  ],
  build: ['npm run build', 'installs what is missing and compiles', 'Every other command does it by itself.'],
  demo: [
    'npm run demo [-- WORD]',
    'documented stories through the API, faster than life',
    'Plays all of them, or those with the word in their title, on a desk of their own that is thrown away.',
  ],
  bench: [
    'npm run bench [-- OPTIONS]',
    'against the raw Temporal SDK and plain PostgreSQL, in one run',
    `figures | search   over a million cases instead: --cases N
  --quick            a short run
  --rounds N --cases N --clients N --deadlines N --calls N --only PART,… --profile FOLDER`,
  ],
  verify: [
    'npm run verify [-- --heads FILE_OR_FOLDER] [--key PUBLIC_KEY …]',
    'is the record whole?',
    `Replays the entries of every case, checks every chain and file, against signed heads that were kept elsewhere too.
${database}
Exit status 0 where everything is whole.`,
  ],
  proof: [
    'npm run proof -- NUMBER [FILE]',
    'one case as a third party can check it',
    `Writes the case with its entries and its place in the newest head that has it. The file holds the words of the case.
${database}`,
  ],
  erase: [
    'npm run erase -- --list FILE',
    'erases again what a restored backup has brought back',
    `FILE is erasures.jsonl of ERASURES_DIR.
${database}
Exit status 3 where something could not be erased: it is named.`,
  ],
  backup: [
    'npm run backup -- DIR',
    'the whole desk into a new folder in DIR, while it works',
    `Database, files, keys, heads and the list of erasures. It holds what people said, and keys: guard it.
${database}`,
  ],
  restore: [
    'npm run restore -- DIR [--erasures FILE]',
    'a backup becomes a desk again, where there is none',
    `DIR is what the backup made. The database and DATA_DIR must be empty. Erases again what was erased since.
  --erasures FILE   erasures.jsonl of ERASURES_DIR, where it is kept elsewhere`,
  ],
  reconcile: [
    'npm run reconcile [-- --mend]',
    'do ledger and engine know the same of every case?',
    `Works on the desk that runs. Without --mend it changes nothing.
Exit status 0 where they do.`,
  ],
  doctor: [
    'npm run doctor [-- --json]',
    'does each part of the desk work, and what is to be done?',
    'Exit status 1 where something does not work.',
  ],
  figures: [
    'npm run figures -- check | rebuild',
    'compares what figures are served from with the entries, or measures again',
    `check     changes nothing; exit status 1 where something differs
rebuild   measures every case again from its entries
${database}`,
  ],
  import: [
    'npm run import -- FILE [--mapping FILE] [--site ID] [--rulebook NAME] [--as PERSON] [--as-history] [--dry-run] [--report FILE] [--language zh-CN|en]',
    'rows of a spreadsheet or csv become cases',
    `  --mapping FILE   which column is what (YAML or JSON); without it the mailbox of a city
  --as-history     past cases: closed, with their own dates
  --dry-run        says what would become of every row, and takes nothing
${database}
In a clone that is installed and built this help goes on with what a mapping may say.`,
  ],
  rulebook: [
    'npm run rulebook -- check [--zh] PATH… | publish PATH [--from INSTANT] [--api URL] [--token-file FILE]',
    'finds what is wrong in a rulebook, publishes a version',
    `check     prints file:line: what is wrong and what to do
publish   uploads the folder or file to the running desk and puts it in force at the instant, else in some seconds
  --api URL           the desk; without it the one that runs on DATA_DIR, else HOST and PORT of the settings
  --token-file FILE   the token of an administrator; without it that of the demo administrator
Exit status 0 all sound or published, 1 faults or refused, 2 called wrongly.`,
  ],
  clauses: [
    'npm run clauses',
    'each clause, what carries it and which tests name it',
    'Exit status 1 where one has neither.',
  ],
  token: [
    'npm run token [-- ID]',
    'the demo people with their roles, or the token of one within a command',
    `npm run token                   lists everybody
$(npm run -s token -- p01)      the token within a command; on a screen it is not shown`,
  ],
  'compose:check': [
    'npm run compose:check',
    'what docker-compose.yml starts, without containers, and three stories on it',
    `The same programs and scripts with the same settings: PostgreSQL, the production Temporal server of the version that
docker-compose.yml names, its namespace, the migrations, worker and API. Takes four minutes; leaves nothing behind.
Needs psql on PATH, and Go on PATH to build the Temporal server (ten minutes on two cores, once).

TEMPORAL_SERVER=FOLDER   one with temporal-server, temporal-sql-tool and schema/ of that version, instead of building it

Exit status 0 where all of it went as it should.`,
  ],
};

/** Whether the arguments of a command, or a command that is not there, ask for help. */
export function asksForHelp(name, args) {
  const [first] = args;
  // To these two a word says which tests or stories are meant.
  const takesWords = name === 'test' || name === 'demo';
  return (
    ['--help', '-h', 'help'].includes(name) ||
    (first === 'help' && !takesWords) ||
    args.some((arg) => arg === '--help' || arg === '-h')
  );
}

/** The help of a command; of all of them for a name that is none. */
export function helpOf(name) {
  const text = Object.hasOwn(helpTexts, name ?? '') ? helpTexts[name] : undefined;
  if (text === undefined)
    return `Banjie: a service desk on which the written rules run the case. Each command says more with -- --help.\n\n${Object.values(
      helpTexts,
    )
      .map(([usage, about]) => `  ${usage}\n      ${about}`)
      .join('\n')}`;
  const [usage, about, more] = text;
  const settings = name === 'start' ? `\n\n${settingsOfDesk()}` : '';
  return `${usage}\n${about[0].toUpperCase()}${about.slice(1)}.\n\n${more}${settings}`;
}

/** The settings of .env.example but for what docker compose alone reads. */
function settingsOfDesk() {
  const [settings] = readFileSync(join(root, '.env.example'), 'utf8').split('\n# Only for docker compose');
  return settings.trimEnd();
}

/** Every command that has a help. */
export const helpedCommands = Object.keys(helpTexts);
