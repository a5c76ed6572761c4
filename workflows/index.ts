// The barrel Temporal bundles: the name of a workflow is the kind of its case.
export { complaint } from './complaint.js';
export { repair } from './repair.js';
