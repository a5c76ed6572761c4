import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { ClockCourses } from '../support/workflow/clock-courses.js';
import { shipped } from '../support/shipped.js';

// Appeals: appeal.test.ts.
describe('every clock of the rulebook power on the time-skipping server', () => {
  const courses = new ClockCourses(
    shipped.find(({ name }) => name === 'power')!,
    ['appeal'],
  );
  beforeAll(() => courses.play(), 540_000);
  afterAll(() => courses.stop());

  for (const { title, run } of courses.tests()) it(title, run);
});
