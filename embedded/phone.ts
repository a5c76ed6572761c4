// The desk on a phone in the same network: a certificate of its own, and the address as a QR code.
import { X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { renderUnicodeCompact } from 'uqr';

const dayMs = 86_400_000;
/** Phones take no certificate that lasts longer than 398 days. */
const lastsDays = 365;
const renewedDaysBefore = 7;

/** Where certificate and key lie (PEM, mode 0600). */
export interface CertificateFiles {
  certFile: string;
  keyFile: string;
}

/**
 * The certificate for this address and this machine itself, kept in the folder: made anew where there is none, where it
 * is for another address, and where it runs out within 7 days.
 */
export async function ownCertificate(folder: string, address: string, now = new Date()): Promise<CertificateFiles> {
  const files = { certFile: join(folder, 'desk.crt'), keyFile: join(folder, 'desk.key') };
  if (await isGood(files, address, now)) return files;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'Banjie' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(now.getTime() - dayMs),
    notAfterDate: new Date(now.getTime() + lastsDays * dayMs),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          ...[...new Set(['127.0.0.1', address])].map((ip) => ({ type: 7 as const, ip })),
        ],
      },
    ],
  });
  // The key first: a certificate that is there has its key.
  await keep(files.keyFile, key);
  await keep(files.certFile, cert);
  return files;
}

async function isGood({ certFile, keyFile }: CertificateFiles, address: string, now: Date): Promise<boolean> {
  if (!existsSync(certFile) || !existsSync(keyFile)) return false;
  const certificate = new X509Certificate(await readFile(certFile));
  const endsMs = Date.parse(certificate.validTo);
  return certificate.checkIP(address) !== undefined && endsMs - now.getTime() > renewedDaysBefore * dayMs;
}

async function keep(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** Networks that machines make within themselves: no phone is in one. */
const notForPhones = /^(docker|br-|veth|virbr|vmnet|vboxnet|lxc|cni|utun|tun|tap|tailscale|zt)/;

/**
 * The address of this machine in its local network (IPv4).
 *
 * @throws an Error that says what to do where it is in none
 */
export function localAddress(interfaces = networkInterfaces()): string {
  const found = Object.entries(interfaces).flatMap(([name, addresses = []]) =>
    notForPhones.test(name) ? [] : addresses.filter(({ family, internal }) => family === 'IPv4' && !internal),
  );
  const usable = found.find(({ address }) => !address.startsWith('169.254.'));
  if (!usable)
    throw new Error(
      'This machine is in no local network that a phone could be in: connect it to one, or start without --phone.',
    );
  return usable.address;
}

/** What `npm start -- --phone` listens with. */
export interface PhoneDesk extends CertificateFiles {
  address: string;
}

export async function preparePhone(dataDir: string): Promise<PhoneDesk> {
  const address = localAddress();
  return { address, ...(await ownCertificate(join(dataDir, 'tls'), address)) };
}

/** The address for the phone, as text and as a QR code, and what the phone will say. */
export function phoneText({ address }: Pick<PhoneDesk, 'address'>, port: number | string): string {
  const url = `https://${address}:${port}`;
  return [
    `On a phone in the same network: ${url}`,
    '',
    renderUnicodeCompact(url, { border: 2 }),
    '',
    'The phone warns once that it does not know the certificate, because this desk has made it itself: go on to the page.',
    '',
  ].join('\n');
}
