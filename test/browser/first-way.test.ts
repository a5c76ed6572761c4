import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { BrowserDesk } from './browser-desk.js';

describe('the thinnest way through a browser', () => {
  let desk: BrowserDesk;
  beforeAll(async () => void (desk = await BrowserDesk.start()));
  afterAll(() => desk.stop());

  it('a call-taker signs in, opens a case and sorts it; the deadline stands there with its clause', async () => {
    const { number } = await desk.api.complaint();
    const { page } = await desk.signIn('林晓', `/cases/${number}`);
    await page.getByRole('button', { name: /^投诉定级/ }).click();
    await page.getByRole('dialog').waitFor();
    assert.equal(await page.getByRole('dialog').isVisible(), true);
  });
});
