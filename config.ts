import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { splitList, whyUnreadable, whyUnwritable } from './setting-checks.js';
import { settings, settingsTogether } from './settings.js';

type SettingName = keyof typeof settings.shape;

export type Config = ReturnType<typeof configOf>;

/** The folder with package.json, wherever the code runs from. */
export const projectRoot = findRoot(dirname(fileURLToPath(import.meta.url)));

/** The version of this code: what a database must allow (database/schema-version.ts). */
export const codeVersion = (JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string })
  .version;

/**
 * Reads the environment: the only place that does. Throws one error that names every setting at fault and what to do.
 * `needs` lists the settings that this program cannot do without.
 */
export function readConfig(needs: SettingName[] = [], env: NodeJS.ProcessEnv = process.env): Config {
  return read(needs, env, () => []);
}

/**
 * Like `readConfig`, for what starts on this machine: files that cannot be read and folders that cannot be written are
 * among the faults. Nothing is made.
 */
export function readConfigOnDisk(needs: SettingName[] = [], env: NodeJS.ProcessEnv = process.env): Config {
  return read(needs, env, faultsOnDisk);
}

type GivenSettings = Partial<Record<SettingName, string | undefined>>;

function read(needs: SettingName[], env: NodeJS.ProcessEnv, more: (given: GivenSettings) => string[]): Config {
  const given: GivenSettings = Object.fromEntries(
    Object.keys(settings.shape).map((name) => [name, env[name]?.trim() || undefined]),
  );
  const parsed = settingsTogether.safeParse(given);
  const missing = needs.filter((name) => !given[name] && !settings.shape[name].def.defaultValue);
  const faults = [
    ...missing.map((name) => `${name} is not set: ${settings.shape[name].description}.`),
    ...(parsed.error?.issues ?? []).map(({ path, message }) => `${String(path[0])} ${message}`),
    ...more(given),
  ];
  if (!parsed.success || faults.length)
    throw new Error(`Banjie cannot start:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  return configOf(parsed.data);
}

function faultsOnDisk(given: GivenSettings): string[] {
  const pathOf = (name: SettingName) =>
    resolve(projectRoot, given[name] ?? String(settings.shape[name].def.defaultValue));
  const isSet = (name: SettingName) => given[name] !== undefined;
  const folders = (['DATA_DIR', 'HEADS_DIR', 'ERASURES_DIR'] as const).filter(
    (name) => name === 'DATA_DIR' || isSet(name),
  );
  const files = (['TLS_CERT', 'TLS_KEY'] as const).filter(isSet);
  return [
    ...folders.flatMap((name) => {
      const why = whyUnwritable(pathOf(name));
      return why === undefined
        ? []
        : `${name} cannot be written (${why}): let this user write to ${pathOf(name)}, or name another folder.`;
    }),
    ...files.flatMap((name) => {
      const why = whyUnreadable(pathOf(name));
      return why === undefined
        ? []
        : `${name} cannot be read (${why}): check the path and who may read ${pathOf(name)}.`;
    }),
  ];
}

function configOf(read: z.infer<typeof settings>) {
  const dataDir = resolve(projectRoot, read.DATA_DIR);
  return {
    port: read.PORT,
    host: read.HOST,
    /** Empty, like the key, where the API answers by plain HTTP. */
    tlsCertFile: read.TLS_CERT && resolve(projectRoot, read.TLS_CERT),
    tlsKeyFile: read.TLS_KEY && resolve(projectRoot, read.TLS_KEY),
    trustProxy: read.TRUST_PROXY,
    dataDir,
    /** Where photos and papers lie. */
    filesDir: join(dataDir, 'files'),
    /** Where the first administrator's one-time password lies until they have one of their own. */
    firstPasswordFile: join(dataDir, 'first-password.txt'),
    fileLimitBytes: read.FILE_LIMIT_MB * 1024 * 1024,
    databaseUrl: read.DATABASE_URL,
    databaseOwnerUrl: read.DATABASE_OWNER_URL,
    databasePool: read.DATABASE_POOL,
    temporalAddress: read.TEMPORAL_ADDRESS,
    temporalNamespace: read.TEMPORAL_NAMESPACE,
    engineSigningKeys: splitList(read.ENGINE_SIGNING_KEYS),
    temporalUiUrl: read.TEMPORAL_UI_URL,
    temporalUiReadOnly: read.TEMPORAL_UI_READ_ONLY,
    taskQueue: read.TASK_QUEUE,
    tellWithinMs: read.TELL_WITHIN * 1_000,
    workflowCache: read.WORKFLOW_CACHE,
    smtpUrl: read.SMTP_URL,
    mailFrom: read.MAIL_FROM,
    webhookUrl: read.WEBHOOK_URL,
    webhookSecret: read.WEBHOOK_SECRET,
    caseLink: read.CASE_LINK,
    customerPage: { link: read.CUSTOMER_LINK, days: read.CUSTOMER_LINK_DAYS },
    /** Undefined where it is not set. */
    demo: read.DEMO,
    sessionIdleMinutes: read.SESSION_IDLE_MINUTES,
    sessionHours: read.SESSION_HOURS,
    tokenDays: read.TOKEN_DAYS,
    limits: {
      processes: read.API_PROCESSES,
      actsPerMinute: read.ACTS_PER_MINUTE,
      readsPerMinute: read.READS_PER_MINUTE,
      unsignedPerMinute: read.UNSIGNED_PER_MINUTE,
      wrongTokensPerMinute: read.WRONG_TOKENS_PER_MINUTE,
      exportsAtOnce: read.EXPORTS_AT_ONCE,
      uploadsPerDay: read.UPLOADS_PER_DAY,
      uploadBytesPerDay: read.UPLOAD_MB_PER_DAY * 1024 * 1024,
      uploadsAtOnce: 5,
      connections: read.CONNECTIONS,
      connectionsPerAddress: read.CONNECTIONS_PER_ADDRESS,
    },
    clock: read.CLOCK,
    headKeyFile: read.HEAD_KEY_FILE ? resolve(projectRoot, read.HEAD_KEY_FILE) : join(dataDir, 'head-key.pem'),
    erasuresDir: read.ERASURES_DIR ? resolve(projectRoot, read.ERASURES_DIR) : join(dataDir, 'erasures'),
    headsDir: read.HEADS_DIR ? resolve(projectRoot, read.HEADS_DIR) : join(dataDir, 'heads'),
    headsWebhook: read.HEADS_WEBHOOK,
    logLevel: read.LOG_LEVEL,
  };
}

/** A comment and a line for each setting: what `npm start -- --help` prints and .env.example holds. */
export function describeSettings(): string {
  return Object.entries(settings.shape)
    .map(([name, setting]) => `# ${setting.description}\n${name}=${setting.def.defaultValue}`)
    .join('\n');
}

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('No package.json above the running code: run Banjie from its own folder.');
  return findRoot(parent);
}
