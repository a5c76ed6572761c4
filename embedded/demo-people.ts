import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { PersonRow, PostRow, SiteRow, TokenRow } from '../database/entities/organisation.js';

export interface DemoPerson {
  id: string;
  name: string;
  posts: [role: string, site: string | null, department?: string][];
}

export const demoSites = [
  { id: 'sunshine', kind: 'estate', name: { 'zh-CN': '阳光小区', en: 'Sunshine Estate' } },
  { id: 'riverside', kind: 'office', name: { 'zh-CN': '滨江办公楼', en: 'Riverside Offices' } },
];

/** A dozen invented people who hold all roles of the property rulebook at two sites, and an administrator who reads workflow histories. */
export const demoPeople: DemoPerson[] = [
  { id: 'p01', name: '陈静', posts: [['cs-agent', null], ['reception', 'sunshine']] },
  { id: 'p02', name: '林晓', posts: [['cs-agent', null], ['reception', 'riverside']] },
  { id: 'p03', name: '王芳', posts: [['cs-supervisor', null]] },
  { id: 'p04', name: '李建国', posts: [['office-director', 'sunshine']] },
  { id: 'p05', name: '赵敏', posts: [['office-director', 'riverside']] },
  { id: 'p06', name: '周伟', posts: [['responsible-leader', null]] },
  { id: 'p07', name: '吴刚', posts: [['company-manager', null]] },
  { id: 'p08', name: '孙丽', posts: [['department-head', null, 'engineering'], ['department-head', null, 'greening'], ['equipment-power-supervisor', null]] },
  { id: 'p09', name: '刘洋', posts: [['maintenance', null], ['department-staff', null, 'engineering']] },
  { id: 'p10', name: '何勇', posts: [['guard', null], ['department-head', null, 'security'], ['department-head', null, 'parking']] },
  { id: 'p11', name: '马超', posts: [['monitor-room', null], ['duty-supervisor', null]] },
  { id: 'p12', name: '徐娟', posts: [['duty-administrator', null], ['department-head', null, 'cleaning'], ['department-head', null, 'customer-service'], ['department-head', null, 'finance'], ['department-head', null, 'administration']] },
  { id: 'p13', name: '郑凯', posts: [['administrator', null]] },
];

/**
 * Sets up the demo sites and people, once, and gives each a token of this installation's own: random, kept in `folder` for the banner and `npm run token`,
 * in the database only as its hash.
 */
export async function seedDemoPeople(source: DataSource, folder: string): Promise<Record<string, string>> {
  const tokens = demoTokens(folder);
  await source.transaction(async (manager) => {
    await manager.createQueryBuilder().insert().into(SiteRow).values(demoSites).orIgnore().execute();
    await manager.createQueryBuilder().insert().into(PersonRow).values(demoPeople.map(({ id, name }) => ({ id, name, email: `${id}@banjie.example`, language: 'zh-CN' }))).orIgnore().execute();
    const posts = demoPeople.flatMap(({ id, posts: held }) => held.map(([role, siteId, department]) => ({ personId: id, role, siteId, department: department ?? null })));
    await manager.createQueryBuilder().insert().into(PostRow).values(posts).orIgnore().execute();
    const hashes = Object.entries(tokens).map(([personId, token]) => ({ personId, hash: hashOfToken(token) }));
    await manager.createQueryBuilder().insert().into(TokenRow).values(hashes).orIgnore().execute();
  });
  return tokens;
}

/** The form in which a token is kept and looked up. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** The tokens of this installation's demo people by their id; made at the first call. */
export function demoTokens(folder: string): Record<string, string> {
  const file = join(folder, 'demo-tokens.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  const tokens = Object.fromEntries(demoPeople.map(({ id }) => [id, randomBytes(18).toString('base64url')]));
  writeFileSync(file, JSON.stringify(tokens, null, 2), { mode: 0o600 });
  return tokens;
}
