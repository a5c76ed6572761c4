import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile, statfs } from 'node:fs/promises';
import { connect } from 'node:net';
import { createTransport } from 'nodemailer';
import type { Config } from '../config.js';
import { FileStore } from '../ledger/files/file-store.js';
import { sizeText } from './command.js';
import { fail, ok, warn, type Finding } from './finding.js';

const gigabyte = 1024 ** 3;
const freeBytes = { warn: 2 * gigabyte, fail: gigabyte / 4 };
const certificateDays = { warn: 30, fail: 3 };
const answerMs = 5_000;

/** What is looked at without the database: room, certificate, mail, gateway, the port of the API. */
export async function examineMachine(config: Config): Promise<Finding[]> {
  return Promise.all([
    diskFinding(config),
    filesFinding(config),
    certificateFinding(config),
    mailFinding(config),
    gatewayFinding(config),
    portFinding(config),
  ]);
}

async function diskFinding({ dataDir }: Config): Promise<Finding> {
  const room = await statfs(dataDir).catch(() => undefined);
  if (!room) return fail('disk', `${dataDir} is not there`, 'Set DATA_DIR to the folder of the desk.');
  const free = room.bavail * room.bsize;
  const says = `${sizeText(free)} are free where ${dataDir} lies`;
  const remedy = 'Make room: backups and old logs can go elsewhere. A full disk stops uploads, then the database.';
  if (free < freeBytes.fail) return fail('disk', says, remedy);
  return free < freeBytes.warn ? warn('disk', says, remedy) : ok('disk', says);
}

async function filesFinding({ filesDir }: Config): Promise<Finding> {
  return (await new FileStore(filesDir).writable())
    ? ok('files', 'files can be stored')
    : fail(
        'files',
        `nothing can be written to ${filesDir}`,
        'Mend its permissions, or make room: the API writes there.',
      );
}

async function certificateFinding({ tlsCertFile, tlsKeyFile, trustProxy }: Config): Promise<Finding> {
  const check = 'certificate';
  if (!tlsCertFile) return ok(check, trustProxy ? 'the proxy in front has its own' : 'none: the API answers by http');
  try {
    const certificate = new X509Certificate(await readFile(tlsCertFile));
    if (!certificate.checkPrivateKey(createPrivateKey(await readFile(tlsKeyFile))))
      return fail(check, 'TLS_KEY does not belong to TLS_CERT', 'Name the key that the certificate was made for.');
    const days = Math.floor((Date.parse(certificate.validTo) - Date.now()) / 86_400_000);
    const says = days < 0 ? `it ended ${-days} days ago` : `it is good for ${days} days`;
    const remedy = 'Renew it, put it in the place of TLS_CERT and restart the API.';
    if (days < certificateDays.fail) return fail(check, says, remedy);
    return days < certificateDays.warn ? warn(check, says, remedy) : ok(check, says);
  } catch (error) {
    return fail(
      check,
      `it cannot be read (${(error as NodeJS.ErrnoException).code ?? 'no PEM'})`,
      'TLS_CERT and TLS_KEY name PEM files that the API may read.',
    );
  }
}

async function mailFinding({ smtpUrl, webhookUrl }: Config): Promise<Finding> {
  if (!smtpUrl)
    return ok('mail', `none is set up: notices stay in the inbox${webhookUrl ? ' or go through the gateway' : ''}`);
  const transport = createTransport(smtpUrl, { connectionTimeout: answerMs, greetingTimeout: answerMs } as never);
  try {
    await transport.verify();
    return ok('mail', 'the server takes mail from us');
  } catch (error) {
    return fail(
      'mail',
      `the server does not take mail from us (${(error as NodeJS.ErrnoException).code ?? 'no reason given'})`,
      'Look at SMTP_URL, its login, and whether the server is up; what waits is sent once it is mended.',
    );
  } finally {
    transport.close();
  }
}

async function gatewayFinding({ webhookUrl }: Config): Promise<Finding> {
  if (!webhookUrl) return ok('gateway', 'none is set up: no chat and no SMS');
  const { hostname, port, protocol } = new URL(webhookUrl);
  return (await answers(hostname, Number(port) || (protocol === 'https:' ? 443 : 80)))
    ? ok('gateway', 'it can be reached')
    : fail('gateway', 'nothing answers at WEBHOOK_URL', 'Start the gateway, or mend WEBHOOK_URL; messages wait.');
}

async function portFinding({ host, port }: Config): Promise<Finding> {
  const at = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host;
  return (await answers(at, port))
    ? ok('api', `it listens on port ${port}`)
    : fail(
        'api',
        `nothing listens on ${at}:${port}`,
        'Start it, or ask where it runs: HOST and PORT are its settings.',
      );
}

/** Whether somebody takes a connection within five seconds. */
function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: host.replace(/^\[(.*)\]$/, '$1'), port, timeout: answerMs });
    const end = (there: boolean) => {
      socket.destroy();
      resolve(there);
    };
    socket.on('connect', () => end(true));
    socket.on('error', () => end(false));
    socket.on('timeout', () => end(false));
  });
}
