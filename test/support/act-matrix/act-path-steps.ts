// Steps that the paths of several rulebooks have in common.
import type { ActPath } from './way.js';
import { passes, allTold } from '../scenarios/applications.js';

export const said = { subject: '来件', customer: '周敏', phone: '13500000000', place: '沿江路8号' };
export const stages = (...names: string[]): ActPath =>
  names.map((stage) => {
    const [who, more] = passes[stage]!;
    return [who, 'pass-stage', { stage, outcome: '办理完毕', ...more }];
  });
export const application = (
  who: string,
  applicationType: string,
  applicant: string,
  papers: string[],
  more: Record<string, unknown> = {},
): ActPath => [
  [who, 'record', { channel: 'counter', applicationType, applicant, papers, words: said, ...more }],
  [who, 'tell-requirements', allTold],
  [who, 'accept'],
];
export const satisfied = { outcome: 'satisfied', channel: 'phone' };
export const noAnswer = { outcome: 'no-answer', channel: 'phone' };
export const notSatisfied = { outcome: 'not-satisfied', channel: 'phone' };
export const asked = (who: string, channel: string): ActPath => [[who, 'record', { channel, words: said }]];
