// `npm run import`: a table of messages becomes running complaints, or past ones.
import { rename, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../config.js';
import { createDataSource } from '../database/data-source.js';
import { connectionUrls } from '../embedded/connection-urls.js';
import { Ledger } from '../ledger/ledger.js';
import { RulebookStore } from '../ledger/versions/rulebooks.js';
import { timeSourceOf } from '../ledger/time-source.js';
import { loadAllRulebooks } from '../rulebooks/load.js';
import { importTable } from './import.js';
import { mappingHelp, municipalMapping, readMapping } from './mapping.js';
import { chooseImporter, chooseRulebook, chooseSite } from './importer.js';
import { showProgress } from './progress.js';
import { exitCodeOf, printReport, type ImportReport } from './report.js';
import { FileError } from '../tables/read/sheet.js';

const usage = `Takes the rows of an Excel table in as complaints.

  npm run import -- FILE.xlsx [--mapping FILE] [--site ID] [--rulebook NAME] [--as PERSON] [--as-history] [--report FILE]

  --mapping FILE   which column is what (YAML or JSON, below); without it the mailbox of a city (${Object.values(municipalMapping.columns).join(', ')})
  --site ID        the site of the cases; without it the first estate
  --rulebook NAME  the rules they run under; without it property
  --as PERSON      who enters them (a customer-service agent or supervisor); without it the first agent of the site
  --as-history     past cases: closed, with their own dates; no deadlines, no notices, no workflows
  --report FILE    writes the report as JSON: every row with its case or the reason why not

Rows run as complaints received now; their own date is kept beside. The same row is never taken twice, so a broken-off import is simply started again.
Cases of one person are linked to the first; a row that says the same again is joined to the earlier one. Texts are kept whole up to 20,000 characters.
Exit status: 0 every row is in or was there, 3 some rows were refused (all others are in), 1 the database failed (start it again, it goes on),
2 nothing was done because the command, the mapping or the file is at fault, 130 stopped with Ctrl-C.

${mappingHelp}`;

const width = 8;
/** Ctrl-C reaches this process from the terminal and again from npm: only a later one means "now". */
const sameSignalMs = 1_500;

async function main(): Promise<number> {
  const { values, positionals } = readArguments();
  if (values.help) {
    say(usage);
    return 0;
  }
  const [file, ...more] = positionals;
  if (!file || more.length > 0) throw new FileError(`Name one .xlsx file.\n\n${usage}`);
  const mapping = values.mapping ? await readMapping(values.mapping) : municipalMapping;
  if (values.report) await checkWritable(values.report);

  const config = readConfig();
  const desk = await connectionUrls(config, (text) => process.stderr.write(`${text}\n`));
  const source = await createDataSource(desk.databaseUrl, { pool: width + 2, name: 'banjie-import' }).initialize();
  try {
    await checkTables(source);
    const rulebooks = new RulebookStore(source);
    await rulebooks.register(loadAllRulebooks().map(({ rulebook }) => rulebook));
    const ledger = new Ledger(source, rulebooks, {
      time: timeSourceOf(config.clock),
      mail: config.smtpUrl !== '' || config.webhookUrl !== '',
    });
    const rulebook = chooseRulebook(rulebooks.all(), values.rulebook ?? 'property');
    const site = await chooseSite(source, values.site, rulebook.name);
    const importer = await chooseImporter(source, rulebook, site, values.as);
    const bar = showProgress();
    const report = await importTable({
      ledger,
      actor: importer.actor,
      importerLabel: importer.label,
      site,
      rulebook: rulebook.name,
      asHistory: values['as-history'] ?? false,
      maxConcurrent: width,
      file,
      mapping,
      stop: stopOnSignal(),
      progress: (done, rows) => bar.at(done, rows),
    }).finally(() => bar.end());
    if (values.report) await writeReport(values.report, report);
    say(printReport(report));
    return exitCodeOf(report);
  } finally {
    await source.destroy().catch(() => undefined);
    await desk.release();
  }
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        mapping: { type: 'string' },
        site: { type: 'string' },
        rulebook: { type: 'string' },
        as: { type: 'string' },
        'as-history': { type: 'boolean' },
        report: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new FileError(`${(error as Error).message}\n\n${usage}`);
  }
}

/** Now rather than after an hour of importing. */
async function checkWritable(report: string): Promise<void> {
  try {
    await writeFile(`${report}.new`, '');
    await rm(`${report}.new`);
  } catch (error) {
    throw new FileError(`The report cannot be written (${(error as Error).message}): choose another file.`);
  }
}

async function checkTables(source: { query(text: string): Promise<{ cases: string | null }[]> }): Promise<void> {
  const [found] = await source.query(`SELECT to_regclass('cases') AS cases`);
  if (!found?.cases)
    throw new FileError('This database has no tables yet: start the desk once (npm start), or migrate it.');
}

/** What is under way is finished, then the report says how far it came. */
function stopOnSignal(): AbortSignal {
  const stopping = new AbortController();
  let firstAt: number | undefined;
  const stop = (): void => {
    if (firstAt !== undefined && Date.now() - firstAt > sameSignalMs) process.exit(130);
    firstAt ??= Date.now();
    stopping.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  process.on('disconnect', stop);
  process.channel?.unref();
  return stopping.signal;
}

async function writeReport(file: string, report: ImportReport): Promise<void> {
  await writeFile(`${file}.new`, `${JSON.stringify({ ...report, file: resolve(report.file) }, null, 2)}\n`);
  await rename(`${file}.new`, file);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

process.exitCode = await main().catch((error: unknown) => {
  const isTheirs = error instanceof FileError;
  const said = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    `${said}\n${isTheirs ? '' : 'The import broke off. What was taken is on record; start the same command again, it goes on where it ended.\n'}`,
  );
  return isTheirs ? 2 : 1;
});
