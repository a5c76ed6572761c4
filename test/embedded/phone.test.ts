import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { readFile, rm, stat } from 'node:fs/promises';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { localAddress, ownCertificate, phoneText } from '../../embedded/phone.js';
import { TestApi } from '../support/api-desk.js';

const address = '127.0.0.2';
const folder = join(mkdtempSync(join(tmpdir(), 'banjie-tls-')), 'tls');
afterAll(() => rm(join(folder, '..'), { recursive: true }));

const certificateFor = async (wanted: string, now?: Date) => {
  const { certFile, keyFile } = await ownCertificate(folder, wanted, now);
  return { cert: await readFile(certFile, 'utf8'), key: await readFile(keyFile, 'utf8'), certFile, keyFile };
};

describe("the desk's own certificate", () => {
  it('is for this machine and its address, and only its owner reads it', async () => {
    const { cert, key, certFile, keyFile } = await certificateFor(address);
    const certificate = new X509Certificate(cert);
    for (const ip of [address, '127.0.0.1']) assert.equal(certificate.checkIP(ip), ip);
    assert.equal(certificate.checkHost('localhost'), 'localhost');
    assert.equal(certificate.checkIP('127.0.0.3'), undefined);
    assert.match(key, /^-----BEGIN PRIVATE KEY-----/);
    for (const file of [certFile, keyFile]) assert.equal((await stat(file)).mode & 0o777, 0o600);
    assert.equal((await stat(folder)).mode & 0o777, 0o700);
  });

  it('is kept until the address changes or it runs out within 7 days', async () => {
    const { cert } = await certificateFor(address);
    const endsMs = Date.parse(new X509Certificate(cert).validTo);
    const before = (days: number) => new Date(endsMs - days * 86_400_000);
    assert.equal((await certificateFor(address)).cert, cert);
    assert.equal((await certificateFor(address, before(8))).cert, cert);
    const renewed = await certificateFor(address, before(6));
    assert.notEqual(renewed.cert, cert);
    assert.notEqual((await certificateFor('127.0.0.9')).cert, renewed.cert);
  });
});

describe('the desk on a second origin', () => {
  let api: TestApi;
  let ca: string;
  beforeAll(async () => {
    const { cert, key } = await certificateFor(address);
    ca = cert;
    api = await TestApi.start({ http: { tls: { cert, key } }, host: address });
  });
  afterAll(() => api.stop());

  const get = (
    url: string,
    options: https.RequestOptions = {},
  ): Promise<{ status: number; body: string; hsts: unknown }> =>
    new Promise((resolve, reject) => {
      https
        .get(url, { agent: false, ...options }, (response) => {
          const { statusCode = 0, headers } = response;
          void text(response).then(
            (body) => resolve({ status: statusCode, body, hsts: headers['strict-transport-security'] }),
            reject,
          );
        })
        .once('error', reject);
    });

  it('answers by https to whoever trusts its certificate, and to nobody by http', async () => {
    const { port } = new URL(api.url);
    const url = `https://${address}:${port}/healthz`;
    const { status, body, hsts } = await get(url, { ca });
    assert.deepEqual([status, JSON.parse(body)], [200, { alive: true }]);
    assert.match(String(hsts), /^max-age=/);
    await assert.rejects(get(url), /self-signed certificate/);
    await assert.rejects(fetch(url.replace('https', 'http')));
  });
});

it('a phone is told the address as text and as a QR code, and that it will warn once', () => {
  const said = phoneText({ address: '192.168.1.7' }, 3000);
  assert.match(said, /^On a phone in the same network: https:\/\/192\.168\.1\.7:3000$/m);
  assert.match(said, /^ *[█▀▄ ]{20,}$/m);
  assert.match(said, /warns once/);
});

it('the address is one of a network that phones are in', () => {
  const ipv4 = (ip: string, internal = false) =>
    ({ address: ip, family: 'IPv4', internal, netmask: '255.255.255.0', mac: '', cidr: null }) as const;
  const interfaces = { lo: [ipv4('127.0.0.1', true)], docker0: [ipv4('172.17.0.1')], eth0: [ipv4('169.254.7.7')] };
  assert.throws(() => localAddress(interfaces), /no local network .* start without --phone\.$/);
  assert.equal(localAddress({ ...interfaces, wlan0: [ipv4('192.168.1.7')] }), '192.168.1.7');
});
