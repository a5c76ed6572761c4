import { z } from 'zod';
import { isAddressBlock, isClockSetting, isLoopback, isSigningKey, isWebAddress, splitList } from './setting-checks.js';

/** An address that may be left empty. */
const address = (pattern: RegExp, schemes: string) =>
  z.string().refine((text) => text === '' || pattern.test(text), { error: `must begin with ${schemes}.` });

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .refine((text) => Number.isInteger(Number(text)) && Number(text) >= min && Number(text) <= max, {
      error: ({ input }) => `must be a whole number from ${min} to ${max}: it is '${String(input)}'.`,
    })
    .transform(Number);

/** What may be so many at most. */
const limit = (standard: string, of: string) =>
  wholeNumber(0, 1_000_000).prefault(standard).describe(`${of}; 0: any number`);

/**
 * Every setting: its kind, its default (`prefault`: it is read like a value that was given) and one sentence for `npm
 * start -- --help` and .env.example. An `error` goes on after the setting's name; none holds a secret.
 */
export const settings = z.object({
  PORT: wholeNumber(0, 65_535).prefault('3000').describe('port of the API'),
  HOST: z
    .string()
    .prefault('127.0.0.1')
    .describe('address the API listens on; beyond loopback only with TLS_CERT and TLS_KEY, or with TRUST_PROXY'),
  TLS_CERT: z
    .string()
    .prefault('')
    .describe('file of the certificate with its chain (PEM): the API answers by https; empty: by http'),
  TLS_KEY: z.string().prefault('').describe('file of the key that belongs to TLS_CERT (PEM)'),
  TRUST_PROXY: z
    .string()
    .refine((list) => list === '' || list.split(',').every((item) => isAddressBlock(item.trim())), {
      error: 'must be an IP address or a CIDR block such as 10.0.0.5 or 172.16.0.0/12, several parted by commas.',
    })
    .prefault('')
    .describe(
      'address or CIDR block of the proxy that ends TLS in front of the API; its X-Forwarded headers are believed',
    ),
  DATA_DIR: z
    .string()
    .prefault('data')
    .describe(
      'folder of the embedded PostgreSQL and Temporal, the demo tokens, the log, and in files/ what is handed in',
    ),
  FILE_LIMIT_MB: wholeNumber(1, 1_000)
    .prefault('15')
    .describe('largest file that is taken, in MB of 1024 x 1024 bytes'),
  DATABASE_URL: address(/^postgres(ql)?:\/\//, 'postgres://')
    .prefault('')
    .describe("PostgreSQL as the application's role; empty: the embedded one"),
  DATABASE_OWNER_URL: address(/^postgres(ql)?:\/\//, 'postgres://')
    .prefault('')
    .describe('PostgreSQL as the owner of the tables, for migrations only'),
  DATABASE_POOL: wholeNumber(1, 200).prefault('12').describe('connections a process keeps to PostgreSQL at most'),
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^$|^[^\s/]+:\d+$/, { error: 'must be host:port, without http:// or a path.' })
    .prefault('')
    .describe('host:port of the Temporal server; empty: the embedded one'),
  TEMPORAL_NAMESPACE: z.string().prefault('default').describe('namespace of the workflows'),
  ENGINE_SIGNING_KEYS: z
    .string()
    .refine((keys) => keys === '' || splitList(keys).every((key) => key.length >= 32), {
      error: 'must be random keys of at least 32 characters, parted by commas: openssl rand -hex 32.',
    })
    .prefault('')
    .describe(
      'what the ledger tells the engine is signed with the first and believed by any of them; the same for API and worker; npm start makes one',
    ),
  TEMPORAL_UI_URL: z.string().prefault('').describe('address of the Temporal UI, shown to administrators'),
  TEMPORAL_UI_READ_ONLY: z
    .enum(['true', 'false'], { error: ({ input }) => `is true or false: it is '${String(input)}'.` })
    .transform((readOnly) => readOnly === 'true')
    .prefault('true')
    .describe(
      'whether the Temporal UI changes nothing; false lets whoever reaches it signal, reset and terminate workflows',
    ),
  TASK_QUEUE: z
    .string()
    .prefault('banjie')
    .describe('task queue of the cases; notices use the same name with -notices'),
  TELL_WITHIN: wholeNumber(0, 600)
    .prefault('30')
    .describe(
      'seconds within which the engine hears of acts that give it nothing to do at once, together; 0: of each at once',
    ),
  WORKFLOW_CACHE: wholeNumber(0, 100_000)
    .prefault('600')
    .describe('workflows a worker keeps in memory; one takes 50 to 500 kB'),
  SMTP_URL: address(/^smtps?:\/\//, 'smtp:// or smtps://')
    .prefault('')
    .describe('smtp(s)://user:password@host:port for mail; empty: notices stay in the inbox'),
  MAIL_FROM: z.string().prefault('banjie@localhost').describe('sender of the mails'),
  WEBHOOK_URL: z
    .string()
    .refine((url) => url === '' || isWebAddress(url), {
      error: 'must be an address that begins with http:// or https://.',
    })
    .refine((url) => !isWebAddress(url) || (!new URL(url).username && !new URL(url).password), {
      error: 'must hold no login: the gateway knows us by the signature.',
    })
    .prefault('')
    .describe('http(s) address of the gateway for chat and SMS, which gets one signed POST a message; empty: neither'),
  WEBHOOK_SECRET: z
    .string()
    .prefault('')
    .describe(
      'whsec_ and 24 to 64 random bytes in base64: messages to the gateway are signed with it (Standard Webhooks)',
    ),
  CASE_LINK: z
    .string()
    .regex(/^$|^https?:\/\/.*\{number\}/, { error: 'must begin with http:// or https:// and hold {number}.' })
    .prefault('')
    .describe('address of a case on screen for notices, with {number} in it; empty: no link'),
  CUSTOMER_LINK: z
    .string()
    .regex(/^$|^https?:\/\/\S*\{key\}\S*$/, { error: 'must begin with http:// or https:// and hold {key}.' })
    .prefault('')
    .describe(
      "address of the customer's page, {key} in it, as it is reached from outside: https://desk.example/c/{key}; empty: no link in messages and on paper",
    ),
  CUSTOMER_LINK_DAYS: wholeNumber(1, 1_000)
    .prefault('90')
    .describe('days after which a link of a customer ends, and after which the page of a filed case says only that'),
  DEMO: z
    .enum(['', 'true', 'false'], { error: ({ input }) => `is true, false or empty: it is '${String(input)}'.` })
    .transform((demo) => (demo === '' ? undefined : demo === 'true'))
    .prefault('')
    .describe(
      'true or false: whether two sites and a dozen demo people with tokens are set up; empty: only on an embedded database',
    ),
  SESSION_IDLE_MINUTES: wholeNumber(5, 1_440)
    .prefault('240')
    .describe('minutes without use after which somebody is signed out; longer than a break or a visit in the field'),
  SESSION_HOURS: wholeNumber(1, 168)
    .prefault('14')
    .describe('hours after which everybody signs in again; longer than a shift with its handover'),
  TOKEN_DAYS: wholeNumber(1, 365)
    .prefault('90')
    .describe('days after which a token ends, unless it is said when it is made'),
  API_PROCESSES: wholeNumber(1, 100)
    .prefault('1')
    .describe('API processes on this database: limits that each counts for itself are divided by it'),
  ACTS_PER_MINUTE: limit('600', 'acts and other changes of one person, or of one token, a minute'),
  READS_PER_MINUTE: limit('3000', 'readings and trials of one person, or of one token, a minute'),
  UNSIGNED_PER_MINUTE: limit('1200', 'requests from one address without anybody signed in, a minute'),
  WRONG_TOKENS_PER_MINUTE: limit('30', 'wrong tokens from one address a minute, after which it waits'),
  EXPORTS_AT_ONCE: limit('1', 'tables, papers and reports that are made for one person at a time'),
  UPLOADS_PER_DAY: limit('500', 'files that one person may hand in within 24 hours'),
  UPLOAD_MB_PER_DAY: limit('2000', 'MB of 1024 x 1024 bytes that one person may hand in within 24 hours'),
  CONNECTIONS: limit('4000', 'open connections of an API process'),
  CONNECTIONS_PER_ADDRESS: limit('1000', 'open connections from one address to a process, without TRUST_PROXY'),
  CLOCK: z
    .string()
    .refine((text) => text === '' || isClockSetting(text), {
      error: ({ input }) => `must read SPEED@REAL@CASE with ISO times: it is '${String(input)}'.`,
    })
    .prefault('')
    .describe('for demos: SPEED@REAL@CASE, case time runs SPEED times as fast from those two instants'),
  HEAD_KEY_FILE: z
    .string()
    .prefault('')
    .describe(
      'file of the Ed25519 key that heads over all cases are signed with (PEM); empty: head-key.pem in DATA_DIR',
    ),
  ERASURES_DIR: z
    .string()
    .prefault('')
    .describe('folder of the list of what was erased, to be kept apart from backups; empty: erasures in DATA_DIR'),
  HEADS_DIR: z.string().prefault('').describe('folder the daily heads are written to; empty: heads in DATA_DIR'),
  HEADS_WEBHOOK: z
    .enum(['true', 'false'], { error: ({ input }) => `is true or false: it is '${String(input)}'.` })
    .transform((sent) => sent === 'true')
    .prefault('false')
    .describe('true or false: whether the gateway of WEBHOOK_URL is sent each head too, to be kept elsewhere'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: ({ input }) => `is fatal, error, warn, info, debug or trace: it is '${String(input)}'.`,
    })
    .prefault('info')
    .describe('pino level: fatal, error, warn, info, debug, trace'),
});

/** What two settings must be together. Checked also where another setting is at fault: all faults are named at once. */
export const settingsTogether = settings
  .refine(({ TLS_CERT, TLS_KEY }) => (TLS_CERT === '') === (TLS_KEY === ''), {
    path: ['TLS_KEY'],
    error: 'and TLS_CERT belong together: set both or neither.',
    when: () => true,
  })
  .refine(({ HOST, TLS_CERT, TRUST_PROXY }) => isLoopback(HOST) || TLS_CERT !== '' || TRUST_PROXY !== '', {
    path: ['HOST'],
    error:
      'is beyond loopback, where passwords and names must not go unencrypted: set TLS_CERT and TLS_KEY, or TRUST_PROXY to the address of the proxy that ends TLS, or leave HOST at 127.0.0.1.',
    when: () => true,
  })
  .refine(({ WEBHOOK_URL, WEBHOOK_SECRET }) => WEBHOOK_URL !== '' || WEBHOOK_SECRET === '', {
    path: ['WEBHOOK_SECRET'],
    error: 'is set without WEBHOOK_URL: set both or neither.',
    when: () => true,
  })
  .refine(({ WEBHOOK_URL, WEBHOOK_SECRET }) => WEBHOOK_URL === '' || isSigningKey(WEBHOOK_SECRET), {
    path: ['WEBHOOK_SECRET'],
    error: 'must be whsec_ and 24 to 64 random bytes in base64: echo whsec_$(openssl rand -base64 32).',
    when: () => true,
  });
