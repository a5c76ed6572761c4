import type { DemoStory } from './stage.js';
import { appealStory } from './stories/appeal.js';
import { applicationStories } from './stories/application.js';
import { counterServiceStory } from './stories/counter-service.js';
import { dispatchStory } from './stories/dispatch.js';
import { dutyStory } from './stories/duty.js';
import { emergencyStory } from './stories/emergency.js';
import { faultRepairStory } from './stories/fault-repair.js';
import { heatingStories } from './stories/heating-complaint.js';
import { medicalHelp } from './stories/help-request.js';
import { inquiryStories } from './stories/inquiry.js';
import { nightEscalation } from './stories/night-escalation.js';
import { outageStory } from './stories/outage.js';
import { powerComplaintStory } from './stories/power-complaint.js';
import { propertyStories } from './stories/property.js';
import { rulebookChange } from './stories/rulebook-change.js';
import { reportByAnInformer } from './stories/report.js';
import { suggestionStory } from './stories/suggestion.js';

/** The documented stories: at least one for every kind of case. */
export const stories: DemoStory[] = [
  ...propertyStories,
  appealStory,
  ...inquiryStories,
  suggestionStory,
  medicalHelp,
  emergencyStory,
  dutyStory,
  ...heatingStories,
  ...applicationStories,
  counterServiceStory,
  outageStory,
  faultRepairStory,
  dispatchStory,
  powerComplaintStory,
  reportByAnInformer,
  rulebookChange,
  nightEscalation,
];
