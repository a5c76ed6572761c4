// How cases of each kind go: what the workflows follow, and what a rulebook is held against when it is published.
import { appealCourse } from './appeal.js';
import { applicationCourse } from './application.js';
import { complaintCourse } from './complaint.js';
import { counterServiceCourse } from './counter-service.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import type { Course } from './course.js';
import { dutyCourse } from './duty.js';
import { emergencyCourse } from './emergency.js';
import { faultRepairCourse } from './fault-repair.js';
import { heatingComplaintCourse } from './heating-complaint.js';
import { heatingRepairCourse } from './heating-repair.js';
import { helpRequestCourse } from './help-request.js';
import { inquiryCourse } from './inquiry.js';
import { outageCourse } from './outage.js';
import { powerComplaintCourse } from './power-complaint.js';
import { repairCourse } from './repair.js';
import { reportCourse } from './report.js';
import { suggestionCourse } from './suggestion.js';

export const courses: readonly Course[] = [
  appealCourse,
  applicationCourse,
  complaintCourse,
  counterServiceCourse,
  dutyCourse,
  emergencyCourse,
  faultRepairCourse,
  heatingComplaintCourse,
  heatingRepairCourse,
  helpRequestCourse,
  inquiryCourse,
  outageCourse,
  powerComplaintCourse,
  repairCourse,
  reportCourse,
  suggestionCourse,
];

/** Clocks that the courses name for a rulebook of that name and it lacks, as `kind/rule`, each once. */
export function namedClocksMissing({ name, kinds }: Pick<Rulebook, 'name' | 'kinds'>): string[] {
  const missing = courses.flatMap(({ kind, steps }) => {
    const rules = kinds[kind]?.clocks;
    const named = rules ? steps.flatMap((step) => Object.keys(step.clocks?.[name] ?? {})) : [];
    return named.filter((rule) => !rules?.some(({ id }) => id === rule)).map((rule) => `${kind}/${rule}`);
  });
  return [...new Set(missing)];
}
