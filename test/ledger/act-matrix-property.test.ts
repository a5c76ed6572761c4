import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { TestLedger } from '../support/test-ledger.js';
import { actMatrix, matrixAt } from '../support/act-matrix/act-matrix-of.js';

let desk: TestLedger;
beforeAll(async () => {
  desk = await TestLedger.start({ at: matrixAt });
});
afterAll(() => desk.stop());

for (const { kind, tests } of actMatrix('property', () => desk)) {
  describe(`the acts of property ${kind}`, () => {
    for (const { title, run } of tests) test(title, run);
  });
}
