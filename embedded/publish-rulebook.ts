// `npm run rulebook -- publish PATH [--from INSTANT] [--api URL] [--token-file FILE]`: a version of a rulebook, from files
// to the running desk.
import './one-sentence.js';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig, type Config } from '../config.js';
import { demoTokens } from '../demo/people.js';
import { checkRulebook } from '../rulebooks/check.js';
import { rulebookFiles, rulebookText } from '../rulebooks/fragments.js';
import { readRulebook } from '../rulebooks/load.js';

/** The demo administrator. */
const demoAdministrator = 'p13';
/** Without --from: a version holds from an instant that is still to come when the request arrives. */
const soonMs = 5_000;

const { values: asked, positionals } = parseArgs({
  allowPositionals: true,
  options: { from: { type: 'string' }, api: { type: 'string' }, 'token-file': { type: 'string' } },
});
const [, path, ...more] = positionals;
if (!path || more.length > 0)
  end('npm run rulebook -- publish PATH [--from INSTANT] [--api URL] [--token-file FILE]', 2);
if (!existsSync(path)) end(`${path}: there is no such file or folder: check the path.`);
const files = rulebookFiles(path);
if (files.length === 0) end(`${path}: there is no .yaml file in this folder: check the path.`);
const faults = checkRulebook(files);
if (faults.length > 0) end(faults.map(({ file, line, message }) => `${file}:${line}: ${message.en}`).join('\n'));

const config = readConfig();
const api = (asked.api ?? deskOf(config)).replace(/\/$/, '');
const token = asked['token-file'] ? readFileSync(asked['token-file'], 'utf8').trim() : demoToken(config);
const text = rulebookText(files);
const { name, version } = readRulebook(text);
const at = `${encodeURIComponent(name)}/${encodeURIComponent(version)}`;
// By its text: sent again it is the draft that is there.
const draftKey = createHash('sha256').update(`draft ${text}`).digest('hex').slice(0, 32);
const draft = await post('/v1/rulebooks/drafts', { text }, draftKey);
for (const warning of draft.warnings ?? []) process.stderr.write(`${warning}\n`);
const from = asked.from ?? new Date(Date.now() + soonMs).toISOString();
const published = await post(`/v1/rulebooks/${at}/publish`, { from }, randomUUID());
process.stdout.write(`${name} ${version} holds for new cases from ${published.from} on; running cases keep theirs.\n`);

interface AnsweredVersion {
  from?: string | null;
  warnings?: string[];
  detail?: string;
  errors?: { field: string; detail: string }[];
}

/** What the desk answers to an administrator; a refusal ends the command with its sentence. */
async function post(path: string, body: object, key: string): Promise<AnsweredVersion> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key };
  const response = await fetch(api + path, {
    method: 'POST',
    headers: { ...headers, 'accept-language': 'en' },
    body: JSON.stringify(body),
  }).catch(() => end(`No desk answers at ${api}: start it, or name it with --api.`));
  const answer = (await response.json().catch(() => ({}))) as AnsweredVersion;
  if (response.ok) return answer;
  const errors = (answer.errors ?? []).map(({ field, detail }) => `\n  ${field}: ${detail}`);
  return end(`The desk refuses it (${response.status}): ${answer.detail ?? ''}${errors.join('')}`);
}

/** Where the desk of DATA_DIR answers; else where one with these settings would. */
function deskOf({ dataDir, host, port, tlsCertFile }: Config): string {
  const runFile = join(dataDir, 'run.json');
  if (existsSync(runFile)) {
    const { apiUrl } = JSON.parse(readFileSync(runFile, 'utf8')) as { apiUrl?: string };
    if (apiUrl) return apiUrl;
  }
  return `${tlsCertFile ? 'https' : 'http'}://${['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host}:${port}`;
}

function demoToken({ dataDir }: Config): string {
  const found = existsSync(join(dataDir, 'demo-tokens.json')) ? demoTokens(dataDir)[demoAdministrator] : undefined;
  return found ?? end('Name a file with the token of an administrator: --token-file FILE.');
}

function end(words: string, code = 1): never {
  process.stderr.write(`${words}\n`);
  process.exit(code);
}
