import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Every setting with its default and one sentence: `npm start -- --help` and .env.example are printed from here. */
const settings = {
  PORT: { default: '3000', about: 'port of the API' },
  HOST: { default: '127.0.0.1', about: 'address the API listens on; beyond loopback only behind TLS' },
  DATA_DIR: {
    default: 'data',
    about: 'folder of the embedded PostgreSQL and Temporal, the demo tokens, the log, and in files/ what is handed in',
  },
  FILE_LIMIT_MB: { default: '15', about: 'largest file that is taken, in MB of 1024 x 1024 bytes' },
  DATABASE_URL: { default: '', about: "PostgreSQL as the application's role; empty: the embedded one" },
  DATABASE_OWNER_URL: { default: '', about: 'PostgreSQL as the owner of the tables, for migrations only' },
  DATABASE_POOL: { default: '12', about: 'connections a process keeps to PostgreSQL at most' },
  TEMPORAL_ADDRESS: { default: '', about: 'host:port of the Temporal server; empty: the embedded one' },
  TEMPORAL_NAMESPACE: { default: 'default', about: 'namespace of the workflows' },
  TEMPORAL_UI_URL: { default: '', about: 'address of the Temporal UI, shown to administrators' },
  TASK_QUEUE: { default: 'banjie', about: 'task queue of the cases; notices use the same name with -notices' },
  WORKFLOW_CACHE: { default: '600', about: 'workflows a worker keeps in memory; one takes 50 to 500 kB' },
  SMTP_URL: { default: '', about: 'smtp(s)://user:password@host:port for mail; empty: notices stay in the inbox' },
  MAIL_FROM: { default: 'banjie@localhost', about: 'sender of the mails' },
  WEBHOOK_URL: {
    default: '',
    about: 'http(s) address of the gateway for chat and SMS, which gets one signed POST a message; empty: neither',
  },
  WEBHOOK_SECRET: {
    default: '',
    about: 'whsec_ and 24 to 64 random bytes in base64: messages to the gateway are signed with it (Standard Webhooks)',
  },
  CASE_LINK: { default: '', about: 'address of a case on screen for notices, with {number} in it; empty: no link' },
  DEMO: {
    default: '',
    about:
      'true or false: whether two sites and a dozen demo people with tokens are set up; empty: only on an embedded database',
  },
  CLOCK: {
    default: '',
    about: 'for demos: SPEED@REAL@CASE, case time runs SPEED times as fast from those two instants',
  },
  LOG_LEVEL: { default: 'info', about: 'pino level: fatal, error, warn, info, debug, trace' },
} as const;

type SettingName = keyof typeof settings;

export interface Config {
  port: number;
  host: string;
  dataDir: string;
  /** Where photos and papers lie. */
  filesDir: string;
  fileLimitBytes: number;
  databaseUrl: string;
  databaseOwnerUrl: string;
  databasePool: number;
  temporalAddress: string;
  temporalNamespace: string;
  temporalUiUrl: string;
  taskQueue: string;
  workflowCache: number;
  smtpUrl: string;
  mailFrom: string;
  webhookUrl: string;
  webhookSecret: string;
  caseLink: string;
  /** Undefined where nobody has said. */
  demo: boolean | undefined;
  clock: string;
  logLevel: string;
}

/** The folder with package.json, wherever the code runs from. */
export const projectRoot = findRoot(dirname(fileURLToPath(import.meta.url)));

/**
 * Reads the environment: the only place that does. Throws one error that names every setting at fault and what to do.
 * `needs` lists the settings that this program cannot do without.
 */
export function readConfig(needs: SettingName[] = [], env: NodeJS.ProcessEnv = process.env): Config {
  const faults: string[] = [];
  const value = (name: SettingName): string => env[name]?.trim() || settings[name].default;
  const number = (name: SettingName, min: number, max: number): number => {
    const found = Number(value(name));
    if (!Number.isInteger(found) || found < min || found > max)
      faults.push(`${name} must be a whole number from ${min} to ${max}: it is '${value(name)}'.`);
    return found;
  };
  for (const name of needs) if (!value(name)) faults.push(`${name} is not set: ${settings[name].about}.`);
  for (const name of ['DATABASE_URL', 'DATABASE_OWNER_URL'] as const) {
    if (value(name) && !/^postgres(ql)?:\/\//.test(value(name))) faults.push(`${name} must begin with postgres://.`);
  }
  if (!['', 'true', 'false'].includes(value('DEMO')))
    faults.push(`DEMO is true, false or empty: it is '${value('DEMO')}'.`);
  if (value('SMTP_URL') && !/^smtps?:\/\//.test(value('SMTP_URL')))
    faults.push('SMTP_URL must begin with smtp:// or smtps://.');
  faults.push(...webhookFaults(value('WEBHOOK_URL'), value('WEBHOOK_SECRET')));
  if (value('CASE_LINK') && !/^https?:\/\/.*\{number\}/.test(value('CASE_LINK')))
    faults.push('CASE_LINK must begin with http:// or https:// and hold {number}.');
  const dataDir = resolve(projectRoot, value('DATA_DIR'));
  const config: Config = {
    port: number('PORT', 0, 65535),
    host: value('HOST'),
    dataDir,
    filesDir: join(dataDir, 'files'),
    fileLimitBytes: number('FILE_LIMIT_MB', 1, 1_000) * 1024 * 1024,
    databaseUrl: value('DATABASE_URL'),
    databaseOwnerUrl: value('DATABASE_OWNER_URL'),
    databasePool: number('DATABASE_POOL', 1, 200),
    temporalAddress: value('TEMPORAL_ADDRESS'),
    temporalNamespace: value('TEMPORAL_NAMESPACE'),
    temporalUiUrl: value('TEMPORAL_UI_URL'),
    taskQueue: value('TASK_QUEUE'),
    workflowCache: number('WORKFLOW_CACHE', 0, 100_000),
    smtpUrl: value('SMTP_URL'),
    mailFrom: value('MAIL_FROM'),
    webhookUrl: value('WEBHOOK_URL'),
    webhookSecret: value('WEBHOOK_SECRET'),
    caseLink: value('CASE_LINK'),
    demo: value('DEMO') === '' ? undefined : value('DEMO') === 'true',
    clock: value('CLOCK'),
    logLevel: value('LOG_LEVEL'),
  };
  if (faults.length) throw new Error(`Banjie cannot start:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  return config;
}

/** None of the sentences holds a secret: neither does an address with a login in it. */
function webhookFaults(url: string, secret: string): string[] {
  if (!url) return secret ? ['WEBHOOK_SECRET is set without WEBHOOK_URL: set both or neither.'] : [];
  const read = URL.canParse(url) ? new URL(url) : undefined;
  const faults: string[] = [];
  if (!read || !['http:', 'https:'].includes(read.protocol))
    faults.push('WEBHOOK_URL must be an address that begins with http:// or https://.');
  else if (read.username || read.password)
    faults.push('WEBHOOK_URL must hold no login: the gateway knows us by the signature.');
  const bytes = Buffer.from(secret.replace(/^whsec_/, ''), 'base64').length;
  if (!/^(whsec_)?[A-Za-z0-9+/]+={0,2}$/.test(secret) || bytes < 24 || bytes > 64)
    faults.push(
      'WEBHOOK_SECRET must be whsec_ and 24 to 64 random bytes in base64: echo whsec_$(openssl rand -base64 32).',
    );
  return faults;
}

/** One line a setting, for --help and .env.example. */
export function describeSettings(): string {
  return Object.entries(settings)
    .map(([name, { default: preset, about }]) => `# ${about}\n${name}=${preset}`)
    .join('\n');
}

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('No package.json above the running code: run Banjie from its own folder.');
  return findRoot(parent);
}
