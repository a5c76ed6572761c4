import { after, before, describe, it } from 'node:test';
import { ClockCourses } from '../support/workflow/clock-courses.js';
import { shipped } from '../support/harness.js';

// Appeals: appeal.test.ts.
describe('every clock of the rulebook heating on the time-skipping server', () => {
  const courses = new ClockCourses(shipped.find(({ name }) => name === 'heating')!, ['appeal']);
  before(() => courses.play(), { timeout: 540_000 });
  after(() => courses.stop());

  for (const { title, run } of courses.tests()) it(title, run);
});
