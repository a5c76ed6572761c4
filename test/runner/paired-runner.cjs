// For files that have servers of their own: what has a runner of its own is run apart from the rest, and this one has three
// workers, so that one file runs while the others wait.
const { default: TestRunner } = require('jest-runner');
module.exports = class extends TestRunner {
  constructor(globalConfig, context) {
    super({ ...globalConfig, maxWorkers: 3 }, context);
  }
};
