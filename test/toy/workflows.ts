// What the line of a new kind in workflows/index.ts makes of it.
export * from '../../workflows/index.js';
export { lostProperty as 'lost-property' } from './lost-property.workflow.js';
