import type { DataSource } from 'typeorm';
import { placeOrder, searchTerms, termsOfName, termsOfPlace } from '../ledger/search-words.js';
import { comparedPlace } from '../ledger/similarity-key.js';

/** What is common: six cases in ten are in one of these places, and a third of all are about a lift. */
const commonPlaces = 40;

const matters = ['漏水', '不亮', '异响', '堵塞', '破损', '停电', '困人', '收费', '噪音', '占道'];
const things = ['电梯', '电梯', '电梯', '楼道灯', '下水道', '门禁', '路灯', '消防栓', '车位', '绿化'];
const family = [...'王李张刘陈杨赵黄周吴徐孙马朱胡'];
const given = [...'伟芳娜敏静强磊军洋勇艳杰涛明超秀霞平刚桂'];

/**
 * So many cases of two years with what they are found by, in the order in which they came in: places and words are as
 * unequal as in a city, phones are mostly seen once. One in a hundred is of an anonymous customer.
 */
export async function insertSearchedCases(owner: DataSource, cases: number): Promise<void> {
  const runner = owner.createQueryRunner();
  await runner.connect();
  try {
    await runner.query(
      `SET statement_timeout = 0; SET maintenance_work_mem = '256MB'; SET session_replication_role = replica`,
    );
    const indexes: { indexdef: string; indexname: string }[] = await runner.query(
      `SELECT indexdef, indexname FROM pg_indexes WHERE tablename = 'case_search' AND indexname <> 'case_search_pkey'`,
    );
    for (const { indexname } of indexes) await runner.query(`DROP INDEX ${indexname}`);
    await runner.query(
      `CREATE TEMP TABLE texts (i serial, subject text, description text, terms text[]); CREATE TEMP TABLE spots (i serial, place text, compared text, lies text, terms text[]); CREATE TEMP TABLE names (i serial, name text, terms text[])`,
    );
    await fill(runner, 'texts', 'subject text, description text, terms text[]', texts());
    await fill(runner, 'spots', 'place text, compared text, lies text, terms text[]', spots());
    await fill(runner, 'names', 'name text, terms text[]', names());
    await runner.query(
      `INSERT INTO cases (number, kind, rulebook, version, site, status, round, received_at, opened_at, closed_at, late_clocks, seq, last_hash, state)
       SELECT 'PC-' || extract(year FROM at) || '-' || lpad(i::text, 7, '0'), 'complaint', 'property', 'x', CASE WHEN i % 4 = 0 THEN 'riverside' ELSE 'sunshine' END, CASE WHEN i % 50 = 0 THEN 'in-hand' ELSE 'closed' END, 1,
         at, at, CASE WHEN i % 50 > 0 THEN at + interval '1 day' END, 0, 1, '', CASE WHEN i % 100 = 0 THEN '{"facts": {"anonymous": true}}'::jsonb ELSE '{"facts": {}}' END
       FROM generate_series(1, $1::integer) i, LATERAL (SELECT timestamptz '2024-11-30 00:00+08' + i * interval '730 days' / $1::integer AS at) AS day`,
      [cases],
    );
    await runner.query(
      `INSERT INTO case_search (number, site, opened_at, words, matter, place, place_order, guarded, said)
       SELECT cases.number, cases.site, cases.opened_at, array_to_tsvector(texts.terms || spots.terms || names.terms || ARRAY['+' || phone, '…' || right(phone, 4), phone, '#' || cases.number, '#' || n.i]), '', spots.compared, spots.lies, n.i % 100 = 0,
         jsonb_build_object('subject', subject, 'description', description, 'place', place, 'customer', name, 'phone', phone)
       FROM cases CROSS JOIN LATERAL (SELECT substr(cases.number, 9)::integer AS i) AS n
       CROSS JOIN LATERAL (SELECT abs(hashtext('a' || n.i)) AS a, abs(hashtext('b' || n.i)) AS b, abs(hashtext('c' || n.i)) AS c, abs(hashtext('d' || n.i)) AS d) AS drawn
       CROSS JOIN LATERAL (SELECT '1' || (ARRAY['38', '39', '50', '86', '91'])[1 + n.i % 5] || lpad((CASE WHEN n.i % 10 = 0 THEN drawn.a % 20000 ELSE n.i * 97 % 99999989 END)::text, 8, '0') AS phone) AS called
       JOIN texts ON texts.i = 1 + drawn.b % (SELECT count(*) FROM texts)
       JOIN spots ON spots.i = 1 + CASE WHEN drawn.c % 10 < 6 THEN drawn.c / 10 % ${commonPlaces} ELSE drawn.c / 10 % (SELECT count(*) FROM spots) END
       JOIN names ON names.i = 1 + drawn.d % (SELECT count(*) FROM names) ORDER BY n.i`,
    );
    for (const { indexdef } of indexes) await runner.query(indexdef);
    for (const table of ['cases', 'case_search']) await runner.query(`VACUUM (ANALYZE) ${table}`);
  } finally {
    await runner.release();
  }
}

async function fill(
  runner: { query(text: string, values: unknown[]): Promise<unknown> },
  table: string,
  columns: string,
  rows: object[],
): Promise<void> {
  const names = columns
    .split(', ')
    .map((column) => column.split(' ')[0]!)
    .join(', ');
  await runner.query(
    `INSERT INTO ${table} (${names}) SELECT ${names} FROM jsonb_to_recordset($1::jsonb) AS made (${columns})`,
    [JSON.stringify(rows)],
  );
}

/** One text in five hundred has the rare word 白蚁; words that two of ten have stand together in one of a hundred. */
function texts(): object[] {
  return Array.from({ length: 20_000 }, (_, i) => {
    const [thing, matter, other] = [
      things[i % 10]!,
      matters[Math.trunc(i / 10) % 10]!,
      things[Math.trunc(i / 100) % 10]!,
    ];
    const letter = (n: number) => String.fromCodePoint(0x4e00 + ((i * 7919 + n * 104_729) % 2500));
    const said = Array.from({ length: 24 }, (_, n) => letter(n)).join('');
    const subject = `${thing}${matter}`;
    const description = `${said}，${other}旁边${i % 500 === 0 ? '发现白蚁' : ''}，请尽快派人处理`;
    return { subject, description, terms: searchTerms(`${subject}\n${description}`) };
  });
}

function spots(): object[] {
  return Array.from({ length: 30_000 }, (_, i) => {
    const place =
      i < commonPlaces
        ? `地下车库${i + 1}区`
        : `${1 + (i % 60)}栋${1 + (Math.trunc(i / 60) % 4)}单元${1 + (i % 30)}0${1 + (Math.trunc(i / 240) % 4)}`;
    return {
      place,
      compared: comparedPlace(place),
      lies: placeOrder(place),
      terms: [...searchTerms(place), ...termsOfPlace(place)],
    };
  });
}

function names(): object[] {
  return Array.from({ length: 5_000 }, (_, i) => {
    const name = `${family[i % 15]}${given[Math.trunc(i / 15) % 20]}${given[Math.trunc(i / 300) % 20]}`;
    return { name, terms: [...searchTerms(name), ...termsOfName(name)] };
  });
}
