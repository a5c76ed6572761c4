import { describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { Client } from 'pg';
import { createDataSource } from '../../database/data-source.js';
import { postgresUrl, socketFolderOf } from '../../embedded/postgres-address.js';
import { freshDatabase } from '../support/database.js';

describe('the address of a PostgreSQL on this machine', () => {
  it('it is reached by its Unix socket, by the driver and by TypeORM alike, and by TCP beside it', async () => {
    const database = await freshDatabase();
    const way = async (url: string): Promise<unknown[]> => {
      const source = await createDataSource(url).initialize();
      const client = new Client({ connectionString: url });
      await client.connect();
      const asked = `SELECT inet_server_addr() IS NULL AS socket, current_database() AS name`;
      const [[first], { rows }] = [
        (await source.query(asked)) as { socket: boolean; name: string }[],
        await client.query(asked),
      ];
      await Promise.all([client.end(), source.destroy()]);
      assert.deepEqual(first, rows[0]);
      return [first!.socket, first!.name];
    };
    const name = new URL(database.appUrl).pathname.slice(1);
    assert.deepEqual(await way(database.appUrl), [true, name]);
    const tcp = new URL(database.appUrl);
    tcp.search = '';
    assert.deepEqual(await way(tcp.href), [false, name]);
    // As PostgreSQL's own programs are given it: no host before the name.
    const { username, password, port, searchParams } = new URL(database.appUrl);
    const folder = encodeURIComponent(searchParams.get('host')!);
    assert.deepEqual(await way(`postgres://${username}:${password}@/${name}?host=${folder}&port=${port}`), [
      true,
      name,
    ]);
    await database.drop();
  });

  it('a data folder whose socket would have a path of more than 107 bytes is reached by TCP', () => {
    const folderOf = (bytes: number): string =>
      `/${'数'.repeat(20)}${'x'.repeat(bytes - 61 - '/.s.PGSQL.15432'.length)}`;
    assert.equal(socketFolderOf(folderOf(108), 15_432), undefined);
    if (process.platform === 'linux') assert.equal(socketFolderOf(folderOf(107), 15_432), folderOf(107));
    const to = { role: 'banjie_app', password: 'p', database: 'banjie', port: 15_432 };
    assert.equal(postgresUrl({ ...to, socketFolder: undefined }), 'postgresql://banjie_app:p@127.0.0.1:15432/banjie');
    assert.equal(
      new URL(postgresUrl({ ...to, socketFolder: '/data/数据 & more' })).searchParams.get('host'),
      '/data/数据 & more',
    );
  });
});
