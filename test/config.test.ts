import { describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeSettings, projectRoot, readConfig } from '../config.js';

const faultsOf = (env: Record<string, string>, needs: Parameters<typeof readConfig>[0] = []): string[] => {
  try {
    readConfig(needs, env);
    return [];
  } catch (error) {
    const [title, ...faults] = (error as Error).message.split('\n');
    assert.equal(title, 'Banjie cannot start:');
    return faults.map((fault) => fault.replace(/^ {2}- /, ''));
  }
};
const signingKey = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

describe('settings', () => {
  it('have their defaults where nothing is set, or nothing but spaces', () => {
    const expected = {
      port: 3000,
      host: '127.0.0.1',
      tlsCertFile: '',
      tlsKeyFile: '',
      trustProxy: '',
      dataDir: join(projectRoot, 'data'),
      filesDir: join(projectRoot, 'data', 'files'),
      firstPasswordFile: join(projectRoot, 'data', 'first-password.txt'),
      fileLimitBytes: 15 * 1024 * 1024,
      databaseUrl: '',
      databaseOwnerUrl: '',
      databasePool: 12,
      temporalAddress: '',
      temporalNamespace: 'default',
      engineSigningKeys: [],
      temporalUiUrl: '',
      temporalUiReadOnly: true,
      taskQueue: 'banjie',
      workflowCache: 600,
      smtpUrl: '',
      mailFrom: 'banjie@localhost',
      webhookUrl: '',
      webhookSecret: '',
      caseLink: '',
      demo: undefined,
      sessionIdleMinutes: 240,
      sessionHours: 14,
      tokenDays: 90,
      limits: {
        processes: 1,
        actsPerMinute: 600,
        readsPerMinute: 3_000,
        unsignedPerMinute: 1_200,
        wrongTokensPerMinute: 30,
        exportsAtOnce: 1,
        uploadsPerDay: 500,
        uploadBytesPerDay: 2_000 * 1024 * 1024,
        uploadsAtOnce: 5,
        connections: 4_000,
        connectionsPerAddress: 1_000,
      },
      clock: '',
      headKeyFile: join(projectRoot, 'data', 'head-key.pem'),
      erasuresDir: join(projectRoot, 'data', 'erasures'),
      headsDir: join(projectRoot, 'data', 'heads'),
      headsWebhook: false,
      logLevel: 'info',
    };
    assert.deepEqual(readConfig([], {}), expected);
    assert.deepEqual(readConfig([], { PORT: ' ', HOST: '', DEMO: '  ' }), expected);
  });

  it('are read as what they are', () => {
    const config = readConfig(['DATABASE_URL'], {
      PORT: ' 0 ',
      DATA_DIR: '/srv/banjie',
      FILE_LIMIT_MB: '2',
      DATABASE_URL: 'postgres://banjie_app@db/banjie',
      SMTP_URL: 'smtps://mail.example:465',
      WEBHOOK_URL: 'https://gateway.example/banjie',
      WEBHOOK_SECRET: signingKey,
      CASE_LINK: 'https://desk.example/cases/{number}',
      DEMO: 'false',
    });
    assert.equal(config.port, 0);
    assert.equal(config.filesDir, '/srv/banjie/files');
    assert.equal(config.fileLimitBytes, 2 * 1024 * 1024);
    assert.equal(config.demo, false);
    assert.equal(config.webhookSecret, signingKey);
    assert.equal(readConfig([], { DEMO: 'true' }).demo, true);
  });

  it('at fault are all named at once, each with what to do, and no secret is printed', () => {
    assert.deepEqual(
      new Set(
        faultsOf(
          {
            PORT: '65536',
            FILE_LIMIT_MB: '1.5',
            DATABASE_POOL: 'many',
            DATABASE_URL: 'mysql://app:pass-1@db',
            SMTP_URL: 'mail.example',
            WEBHOOK_URL: 'https://user:pass-2@gateway.example',
            WEBHOOK_SECRET: 'pass-3',
            CASE_LINK: 'https://desk.example/cases',
            DEMO: 'yes',
            SESSION_IDLE_MINUTES: '4',
            SESSION_HOURS: '169',
          },
          ['TEMPORAL_ADDRESS'],
        ),
      ),
      new Set([
        'TEMPORAL_ADDRESS is not set: host:port of the Temporal server; empty: the embedded one.',
        "PORT must be a whole number from 0 to 65535: it is '65536'.",
        "FILE_LIMIT_MB must be a whole number from 1 to 1000: it is '1.5'.",
        "DATABASE_POOL must be a whole number from 1 to 200: it is 'many'.",
        'DATABASE_URL must begin with postgres://.',
        'SMTP_URL must begin with smtp:// or smtps://.',
        'WEBHOOK_URL must hold no login: the gateway knows us by the signature.',
        'WEBHOOK_SECRET must be whsec_ and 24 to 64 random bytes in base64: echo whsec_$(openssl rand -base64 32).',
        'CASE_LINK must begin with http:// or https:// and hold {number}.',
        "SESSION_IDLE_MINUTES must be a whole number from 5 to 1440: it is '4'.",
        "SESSION_HOURS must be a whole number from 1 to 168: it is '169'.",
        "DEMO is true, false or empty: it is 'yes'.",
      ]),
    );
  });

  it('keep plain HTTP on loopback', () => {
    const refused = [
      'HOST is beyond loopback, where passwords and names must not go unencrypted: set TLS_CERT and TLS_KEY, or TRUST_PROXY to the address of the proxy that ends TLS, or leave HOST at 127.0.0.1.',
    ];
    for (const HOST of ['0.0.0.0', '::', '192.168.1.7', 'desk.example', '127.0.0.1.example'])
      assert.deepEqual(faultsOf({ HOST }), refused, HOST);
    for (const HOST of ['localhost', '127.0.0.2', '::1']) assert.deepEqual(faultsOf({ HOST }), [], HOST);
    assert.deepEqual(faultsOf({ HOST: '0.0.0.0', TRUST_PROXY: '10.0.0.5, fd00::/8' }), []);
    assert.deepEqual(faultsOf({ HOST: '0.0.0.0', TLS_CERT: 'desk.crt', TLS_KEY: 'desk.key' }), []);
    assert.deepEqual(faultsOf({ TLS_CERT: 'desk.crt' }), [
      'TLS_KEY and TLS_CERT belong together: set both or neither.',
    ]);
    for (const TRUST_PROXY of ['true', '10.0.0', '10.0.0.0/33', '10.0.0.0/8/8', '10.0.0.5,'])
      assert.deepEqual(
        faultsOf({ TRUST_PROXY }),
        [
          'TRUST_PROXY must be an IP address or a CIDR block such as 10.0.0.5 or 172.16.0.0/12, several parted by commas.',
        ],
        TRUST_PROXY,
      );
    assert.equal(
      readConfig([], { TLS_CERT: 'desk.crt', TLS_KEY: '/srv/desk.key' }).tlsCertFile,
      join(projectRoot, 'desk.crt'),
    );
  });

  it('of the gateway belong together', () => {
    assert.deepEqual(faultsOf({ WEBHOOK_SECRET: signingKey }), [
      'WEBHOOK_SECRET is set without WEBHOOK_URL: set both or neither.',
    ]);
    assert.deepEqual(faultsOf({ WEBHOOK_URL: 'gateway', WEBHOOK_SECRET: signingKey }), [
      'WEBHOOK_URL must be an address that begins with http:// or https://.',
    ]);
    assert.equal(faultsOf({ WEBHOOK_URL: 'https://gateway.example' }).length, 1);
    assert.equal(
      faultsOf({ WEBHOOK_URL: 'https://gateway.example', WEBHOOK_SECRET: `whsec_${'A'.repeat(20)}` }).length,
      1,
    );
  });

  it('of limits and of the proxy stand in docker-compose.yml with their defaults', () => {
    const compose = readFileSync(join(projectRoot, 'docker-compose.yml'), 'utf8');
    const limits = [...describeSettings().matchAll(/; 0: any number\n(\w+)=(\d+)/g), ['', 'API_PROCESSES', '1']];
    assert.equal(limits.length, 10);
    for (const [, name = '', value] of limits)
      assert.ok(compose.includes(`    ${name}: \${${name}:-${value}}\n`), name);
    const gateway = /subnet: [\d.]+\/24, gateway: ([\d.]+)/.exec(compose)?.[1];
    assert.ok(compose.includes(`TRUST_PROXY: \${TRUST_PROXY:-${gateway}}\n`), 'the gateway of the network alone');
  });

  it('stand in .env.example as they are declared', () => {
    assert.equal(readFileSync(join(projectRoot, '.env.example'), 'utf8'), `${describeSettings()}\n`);
  });
});
