import { describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeSettings, projectRoot, readConfig, readConfigOnDisk } from '../config.js';

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
      tellWithinMs: 30_000,
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
      customerPage: { link: '', days: 90 },
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
            CUSTOMER_LINK: 'https://desk.example/c',
            CUSTOMER_LINK_DAYS: '0',
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
        'CUSTOMER_LINK must begin with http:// or https:// and hold {key}.',
        "CUSTOMER_LINK_DAYS must be a whole number from 1 to 1000: it is '0'.",
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

  it('are passed on by docker-compose.yml with their defaults, but for those of which it says that they are settled there', () => {
    const compose = readFileSync(join(projectRoot, 'docker-compose.yml'), 'utf8');
    const [head = ''] = compose.split('\nname: banjie');
    const settled = [...head.matchAll(/^# {3}([A-Z_ ]+?) {2,}\S/gm)].flatMap(([, names]) => names!.split(' '));
    assert.equal(settled.length, 8);
    const others = ['PORT', 'TEMPORAL_UI_READ_ONLY'];
    for (const name of others) assert.match(compose, new RegExp(`\\$\\{${name}:-`), name);
    const gateway = /subnet: [\d.]+\/24, gateway: ([\d.]+)/.exec(compose)?.[1];
    /** What compose has where the setting is left out: the gateway of its network alone, a real desk, its own UI. */
    const ofItsOwn: Record<string, string> = {
      TRUST_PROXY: gateway!,
      DEMO: 'false',
      TEMPORAL_UI_URL: 'http://127.0.0.1:${TEMPORAL_UI_PORT:-8233}',
    };
    for (const [, name = '', value = ''] of describeSettings().matchAll(/^([A-Z_]+)=(.*)$/gm)) {
      if ([...settled, ...others].includes(name)) continue;
      const lines = [`    ${name}: \${${name}:-${ofItsOwn[name] ?? value}}\n`, `    ${name}: \${${name}:?`];
      assert.ok(
        lines.some((line) => compose.includes(line)),
        `${name} is not passed on by docker-compose.yml`,
      );
    }
  });

  it('stand in .env.example as they are declared, and below them what docker compose asks for beside', () => {
    const example = readFileSync(join(projectRoot, '.env.example'), 'utf8');
    const [settings = '', compose = ''] = example.split(/(?=^# Only for docker compose)/m);
    assert.equal(settings, `${describeSettings()}\n`);
    const named = [...example.slice(settings.length).matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name!);
    const asked = readFileSync(join(projectRoot, 'docker-compose.yml'), 'utf8').matchAll(/\$\{([A-Z_]+):[-?]/g);
    const known = [...describeSettings().matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name!);
    assert.deepEqual(
      new Set([...asked].map(([, name]) => name!).filter((name) => !known.includes(name))),
      new Set(named),
    );
    assert.match(compose, /^# Only for docker compose/);
  });

  it('are refused with the folders and files of this machine that cannot be used, all at once', () => {
    const env = { DATA_DIR: 'package.json/x', TLS_CERT: 'no.pem', TLS_KEY: 'docs', LOG_LEVEL: 'loud', CLOCK: '2@x@y' };
    assert.throws(
      () => readConfigOnDisk([], { ...env, TEMPORAL_ADDRESS: 'http://127.0.0.1:7233' }),
      ({ message }: Error) => {
        assert.deepEqual(
          new Set(
            message
              .split('\n')
              .slice(1)
              .map((line) => line.slice(4, 4 + line.slice(4).indexOf(' '))),
          ),
          new Set(['DATA_DIR', 'TLS_CERT', 'TLS_KEY', 'LOG_LEVEL', 'CLOCK', 'TEMPORAL_ADDRESS']),
        );
        assert.match(
          message,
          /DATA_DIR cannot be written \(ENOTDIR\): let this user write to .*, or name another folder\./,
        );
        return true;
      },
    );
    assert.throws(() => readConfigOnDisk([], { DATA_DIR: '/proc/banjie' }), /DATA_DIR cannot be written/);
    assert.ok(readConfigOnDisk([], { DATA_DIR: join(tmpdir(), 'not', 'made', 'yet') }));
    assert.equal(existsSync(join(tmpdir(), 'not')), false);
  });
});
