// `npm run import`: the rows of a table become running cases, or past ones.
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfigOnDisk } from '../config.js';
import type { Language } from '../domain/text.js';
import { createDataSource } from '../database/data-source.js';
import { connectionUrls } from '../embedded/connection-urls.js';
import { engineSigningKeys } from '../embedded/engine-keys.js';
import { Ledger } from '../ledger/ledger.js';
import { digestRequestsBy } from '../ledger/request-digests.js';
import { RulebookStore } from '../ledger/versions/rulebooks.js';
import { timeSourceOf } from '../ledger/time-source.js';
import { loadAllRulebooks } from '../rulebooks/load.js';
import { importTable } from './import.js';
import { municipalMapping } from './mapping.js';
import { readMapping } from './read-mapping.js';
import { importUsage } from './usage.js';
import { chooseImporter, chooseRulebook, chooseSite } from './importer.js';
import { showProgress } from './progress.js';
import { exitCodeOf, printReport, type ImportReport } from './report.js';
import { FileError } from '../tables/read/sheet.js';

/** Until the arguments have been read: a wrong one is said in English. */
let language: Language = 'en';

const width = 8;
/** Ctrl-C reaches this process from the terminal and again from npm: only a later one means "now". */
const sameSignalMs = 1_500;

async function main(): Promise<number> {
  const { values, positionals } = readArguments();
  if (values.language === 'zh-CN' || values.language === 'en') language = values.language;
  else if (values.language !== undefined)
    throw wrongCommand(`--language is zh-CN or en, not ${values.language}.`, '--language 须为 zh-CN 或 en。');
  if (values.help) {
    say(importUsage[language]);
    return 0;
  }
  const [file, ...more] = positionals;
  if (!file || more.length > 0) throw wrongCommand('Name one .xlsx file, or csv.', '请指定一个 .xlsx 或 csv 文件。');
  const mapping = values.mapping ? await readMapping(values.mapping) : municipalMapping;
  if (values.report) await checkWritable(values.report);

  const config = readConfigOnDisk();
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  // Started again after a break, it must know its own requests: by the keys of the desk.
  digestRequestsBy(
    config.engineSigningKeys.length > 0
      ? config.engineSigningKeys
      : (await engineSigningKeys(config.dataDir)).split(','),
  );
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
    const rulebook = chooseRulebook(rulebooks.all(), values.rulebook ?? 'property', mapping);
    const site = await chooseSite(source, values.site, rulebook.name);
    const importer = await chooseImporter(source, rulebook, site, values.as, mapping.kind);
    const bar = showProgress(language);
    const report = await importTable({
      ledger,
      actor: importer.actor,
      importerLabel: importer.label,
      site,
      rulebook: rulebook.name,
      asHistory: values['as-history'] ?? false,
      dry: values['dry-run'] ?? false,
      maxConcurrent: width,
      file,
      mapping,
      stop: stopOnSignal(),
      progress: (done, rows) => bar.at(done, rows),
    }).finally(() => bar.end());
    if (values.report) await writeReport(values.report, report);
    say(printReport(report, language));
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
        'dry-run': { type: 'boolean' },
        language: { type: 'string' },
        report: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw wrongCommand((error as Error).message, `参数有误：${(error as Error).message}`);
  }
}

function wrongCommand(en: string, zh: string): FileError {
  return new FileError({ en: `${en}\n\n${importUsage.en}`, 'zh-CN': `${zh}\n\n${importUsage['zh-CN']}` });
}

/** Now rather than after an hour of importing. */
async function checkWritable(report: string): Promise<void> {
  try {
    await writeFile(`${report}.new`, '');
    await rm(`${report}.new`);
  } catch (error) {
    const reason = (error as Error).message;
    throw new FileError({
      en: `The report cannot be written (${reason}): choose another file.`,
      'zh-CN': `报告无法写入（${reason}），请另选文件。`,
    });
  }
}

async function checkTables(source: { query(text: string): Promise<{ cases: string | null }[]> }): Promise<void> {
  const [found] = await source.query(`SELECT to_regclass('cases') AS cases`);
  if (!found?.cases)
    throw new FileError({
      en: 'This database has no tables yet: start the desk once (npm start), or migrate it.',
      'zh-CN': '数据库中尚无数据表：请先启动一次（npm start）或执行迁移。',
    });
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

const brokenOff = {
  en: 'The import broke off. What was taken is on record; start the same command again, it goes on where it ended.\n',
  'zh-CN': '导入中断。已导入的均已登记；重新执行同一命令即可继续。\n',
};

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

process.exitCode = await main().catch((error: unknown) => {
  const isTheirs = error instanceof FileError;
  const said = isTheirs ? error.text[language] : error instanceof Error ? error.message : String(error);
  process.stderr.write(`${said}\n${isTheirs ? '' : brokenOff[language]}`);
  return isTheirs ? 2 : 1;
});
