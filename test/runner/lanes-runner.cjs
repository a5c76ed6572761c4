// How the test files share the machine. Files with servers of their own wait for most of their time (for a process that
// starts, a deadline that comes): they go one after the other in a lane of their own, beside the files that work.
const { default: TestRunner } = require('jest-runner');

/** The two lanes as what jest takes for one runner; it would run two runners one after the other. */
module.exports = class {
  supportsEventEmitters = true;

  constructor(globalConfig, context) {
    const lane = (maxWorkers) => new TestRunner({ ...globalConfig, maxWorkers }, context);
    this.working = lane(globalConfig.maxWorkers);
    this.waiting = lane(1);
  }

  on(name, listener) {
    const ends = [this.working, this.waiting].map((lane) => lane.on(name, listener));
    return () => ends.forEach((end) => end());
  }

  async runTests(tests, watcher, options) {
    const waits = ({ context }) => context.config.displayName.name === 'waiting';
    // In band there is one process, and one lane.
    if (options.serial) return this.working.runTests(tests, watcher, options);
    const lanes = [
      [this.waiting, tests.filter(waits)],
      [this.working, tests.filter((test) => !waits(test))],
    ];
    await Promise.all(lanes.map(([lane, files]) => files.length > 0 && lane.runTests(files, watcher, options)));
  }
};
