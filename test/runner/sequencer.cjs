// The order of the test files: the longest first, so that none of them is left running alone at the end. jest knows how
// long a file took only where its cache is; on a fresh clone this list of the longest (seconds on a busy machine) and
// the size of the file stand in for it.
const { statSync } = require('node:fs');
const { default: Sequencer } = require('@jest/test-sequencer');

const seconds = {
  'workflow/power-clocks': 100,
  'browser/numbers': 45,
  'upkeep/kept-running': 110,
  'start/by-hand': 130,
  'ledger/act-matrix': 35,
  'workflow/trust': 35,
  'faults/worker-still': 70,
  'start/newest-node': 70,
  'domain/no-dead-ends': 35,
  'domain/next-acts': 35,
  lint: 40,
  'workflow/heating-clocks': 90,
  'workflow/property-clocks': 80,
  'ledger/import-command': 90,
  'api/tables-memory': 25,
  'figures/figures': 52,
  'ledger/act-matrix-power': 70,
  'api/publishing': 90,
  'ledger/act-matrix-heating': 50,
  'api/report': 13,
  'workflow/publishing': 33,
  'workflow/desk': 32,
  'workflow/toy-kind': 30,
  'ledger/similar': 49,
  'browser/limits': 69,
  'api/limits-exports': 57,
  'faults/rounds': 76,
  'faults/kill': 38,
  'api/forms': 25,
  'ledger/act-matrix-property': 20,
  'browser/account': 40,
  'browser/corrections': 55,
  'browser/customer': 40,
  'browser/field': 60,
  'browser/figures': 45,
  'browser/histories': 60,
  'browser/people': 60,
  'browser/rulebooks': 60,
  'browser/approvals': 45,
  'browser/board': 60,
  'browser/case': 65,
  'browser/cases': 70,
  'browser/desk': 45,
  'browser/desk-fit': 60,
  'browser/inbox': 40,
  'browser/on-duty': 35,
  'browser/revisits': 35,
  'browser/set-up': 70,
  'browser/work': 55,
};
/** Of other files a line is about 50 bytes, and 30 lines take about a second. */
const bytesPerSecond = 1_500;

/** A test file by its place in dist/test, as the list above names it. */
const nameOf = (path) => /dist\/test\/(.*)\.test\.js$/.exec(path)?.[1];
/** The seconds of a file; what loads several small ones (together.mjs) takes a minute, what waits for the engine 12. */
const estimate = (path) => {
  const name = nameOf(path) ?? '';
  const bySize = Math.min(20, statSync(path).size / bytesPerSecond);
  if (name.startsWith('together/')) return name.includes('browser') ? 110 : 70;
  return seconds[name] ?? (name.startsWith('workflow/') ? Math.max(12, bySize) : bySize);
};

module.exports = class extends Sequencer {
  static estimate = estimate;
  /** True for a file of the list of the longest. */
  static isLong = (path) => nameOf(path) in seconds;

  sort(tests) {
    const length = new Map(
      [...tests].map((test) => [test, test.duration ? test.duration / 1000 : estimate(test.path)]),
    );
    return [...super.sort(tests)].sort((a, b) => length.get(b) - length.get(a));
  }
};
