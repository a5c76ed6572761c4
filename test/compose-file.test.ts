import { describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { projectRoot } from '../config.js';
import { readComposeServices } from '../embedded/compose-check/compose-file.js';

const text = readFileSync(join(projectRoot, 'docker-compose.yml'), 'utf8');
const asked = {
  POSTGRES_PASSWORD: 'p1',
  BANJIE_APP_PASSWORD: 'p2',
  TEMPORAL_DB_PASSWORD: 'p3',
  ENGINE_SIGNING_KEYS: 'k'.repeat(32),
};

describe('docker-compose.yml', () => {
  it('is YAML that is read whole: every setting has its value, and each service stands after those it waits for', () => {
    const services = readComposeServices(text, asked);
    assert.deepEqual(
      [...services.keys()],
      [
        'postgres',
        'prepare-database',
        'temporal-schema',
        'temporal',
        'temporal-namespace',
        'temporal-ui',
        'migrate',
        'worker',
        'api',
      ],
    );
    for (const [name, { environment, command, image }] of services)
      assert.doesNotMatch(JSON.stringify([environment, command, image]), /\$\{/, name);
    const { environment } = services.get('api')!;
    assert.equal(environment['DATABASE_URL'], 'postgresql://banjie_app:p2@postgres:5432/banjie');
    assert.equal(environment['TEMPORAL_UI_URL'], 'http://127.0.0.1:8233', 'a default within a default');
    assert.equal(environment['DEMO'], 'false');
    assert.deepEqual(services.get('worker')!.environment, environment);
    assert.equal(
      services.get('migrate')!.environment['DATABASE_OWNER_URL'],
      'postgresql://banjie_owner:p1@postgres:5432/banjie',
    );
    const chosen = readComposeServices(text, { ...asked, DEMO: 'true', TEMPORAL_UI_PORT: '9000' }).get('api')!;
    assert.deepEqual(
      [chosen.environment['DEMO'], chosen.environment['TEMPORAL_UI_URL']],
      ['true', 'http://127.0.0.1:9000'],
    );
  });

  it.each(Object.keys(asked))('asks for %s', (name) => {
    assert.throws(() => readComposeServices(text, { ...asked, [name]: '' }), new RegExp(`^Error: ${name} is not set`));
  });

  it('builds its image once; its scripts run as who can read them, and the namespace step is run again after an error', () => {
    const { services } = parse(text, { merge: true }) as {
      services: Record<string, { build?: string; image: string; user?: string; restart?: string; volumes?: string[] }>;
    };
    const of = (isWanted: (name: string) => boolean) => Object.keys(services).filter(isWanted);
    assert.deepEqual(
      of((name) => services[name]!.build !== undefined),
      ['migrate'],
    );
    assert.deepEqual(
      of((name) => services[name]!.image === 'banjie'),
      ['migrate', 'worker', 'api'],
    );
    for (const name of of((one) => services[one]!.image.startsWith('temporalio/admin-tools')))
      assert.equal(services[name]!.user, '0', name);
    assert.match(services['temporal-namespace']!.restart!, /^on-failure/);
    assert.equal(
      services['temporal']!.image.split(':')[1],
      services['temporal-schema']!.image.split(':')[1],
      'the schema is that of the server',
    );
  });

  it('the settings of its engine say what limits the namespace and what limits a host, and no host stands below', () => {
    const settings = parse(readFileSync(join(projectRoot, 'embedded', 'dynamic-config.yaml'), 'utf8')) as Record<
      string,
      { value: number }[]
    >;
    const valueOf = (key: string) => settings[key]?.[0]?.value ?? 0;
    for (const key of ['frontend.rps', 'history.rps', 'matching.rps'])
      assert.ok(valueOf(key) >= valueOf('frontend.namespaceRPS'), key);
    for (const service of ['frontend', 'history', 'matching'])
      assert.ok(valueOf(`${service}.persistenceMaxQPS`) >= 10_000, service);
    assert.ok(valueOf('frontend.namespaceRPS') >= 10_000);
  });
});
