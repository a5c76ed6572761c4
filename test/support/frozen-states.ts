import { CaseReader } from '../../ledger/case-reader.js';

// States are shared by all who have read them: in tests none can be altered, and an attempt fails.
const { remember } = CaseReader.prototype;
CaseReader.prototype.remember = function (standing) {
  remember.call(this, frozen(standing));
};

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const one of Object.values(Object.freeze(value))) frozen(one);
  return value;
}
