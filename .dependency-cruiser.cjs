// Who may import whom: the table of docs and design, one rule a folder. Whatever a rule does not name is forbidden to that folder.
const packageOf = (name) => `(^|/)node_modules/(@types/)?${name}/`;
const dateLibraries = ['luxon', 'chinese-days'].map(packageOf);
const temporal = (name) => packageOf(`@temporalio/${name}`);

/** Everything in `folder` may import only itself and `allowed`. */
function only(folder, comment, allowed, from = {}) {
  return {
    name: `${folder}-imports`,
    comment,
    severity: 'error',
    from: { path: `^${folder}/`, ...from },
    to: { pathNot: [`^${folder}/`, ...allowed] },
  };
}

const typesOnly = (name, folder, what) => ({
  name,
  comment: `${folder}/ may take types of ${what}, never code`,
  severity: 'error',
  from: { path: `^${folder}/` },
  to: { path: `^${what}/`, dependencyTypesNot: ['type-only'] },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    only('domain', 'the rules of the field are pure: no I/O, no framework', dateLibraries, { pathNot: 'cli\\.ts$' }),
    {
      name: 'ledger-imports',
      comment: 'the ledger knows neither the web framework nor the workflow engine',
      severity: 'error',
      from: { path: '^ledger/' },
      to: { path: ['^(api|activities|temporal|workflows|worker|embedded|bench|test)/', packageOf('@nestjs'), packageOf('@temporalio')] },
    },
    {
      name: 'database-imports',
      comment: 'the data source and its migrations know TypeORM and nothing of the desk but types',
      severity: 'error',
      from: { path: '^database/' },
      to: { path: ['^(api|activities|ledger|temporal|workflows|worker|embedded|bench|test)/', packageOf('@nestjs'), packageOf('@temporalio')] },
    },
    typesOnly('database-domain-types', 'database', 'domain'),
    only('workflows', 'workflow code runs in the sandbox: no Node builtins, no I/O, no calendar arithmetic', [
      '^domain/', '^activities/', temporal('workflow'), temporal('common'),
    ]),
    typesOnly('workflows-activities-types', 'workflows', 'activities'),
    {
      name: 'activities-imports',
      comment: 'activities reach the case through the ledger, never the API or the Temporal client',
      severity: 'error',
      from: { path: '^activities/' },
      to: { path: ['^(api|worker|temporal|embedded|bench|test)/', packageOf('@nestjs'), temporal('client'), temporal('worker')] },
    },
    {
      name: 'temporal-imports',
      comment: 'the connection and the relay know the outbox and the messages, nothing of the processes that use them',
      severity: 'error',
      from: { path: '^temporal/' },
      to: { path: ['^(api|worker|activities|database|embedded|bench|test)/', '^workflows/(?!messages)', packageOf('@nestjs')] },
    },
    {
      name: 'api-imports',
      comment: 'the API works without worker and workflow code',
      severity: 'error',
      from: { path: '^api/' },
      to: { path: ['^(activities|worker|workflows|bench|test)/', '^embedded/(?!demo-people)', temporal('worker'), temporal('workflow')] },
    },
    {
      name: 'worker-imports',
      comment: 'the worker is a plain script',
      severity: 'error',
      from: { path: '^worker/' },
      to: { path: ['^(api|embedded|bench|test)/', packageOf('@nestjs')] },
    },
    {
      name: 'embedded-imports',
      comment: 'the one-command stack starts the desk as programs; it does not reach into it',
      severity: 'error',
      from: { path: '^embedded/' },
      to: { path: '^(workflows|activities|worker|bench|test)/' },
    },
    {
      name: 'import-imports',
      comment: 'the import works through the ledger, beside a desk that may not run',
      severity: 'error',
      from: { path: '^import/' },
      to: { path: ['^(api|temporal|workflows|activities|worker|bench|test)/', packageOf('@nestjs'), packageOf('@temporalio')] },
    },
    { name: 'no-cycles', comment: 'a circle of imports has no order to be read in', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', comment: 'an import that leads nowhere', severity: 'error', from: {}, to: { couldNotResolve: true } },
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
      from: { pathNot: '^(test|bench)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true, // imports of types count: they are part of who knows whom
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
