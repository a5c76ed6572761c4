// For files that have servers of their own: what has a runner of its own is run apart from the rest, and this one has two
// workers, so that one file runs while the other waits.
const { default: TestRunner } = require('jest-runner');
module.exports = class extends TestRunner {
  constructor(globalConfig, context) {
    super({ ...globalConfig, maxWorkers: 2 }, context);
  }
};
