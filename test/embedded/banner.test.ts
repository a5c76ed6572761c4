import { describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { startBanner } from '../../embedded/banner.js';

const started = {
  apiUrl: 'http://127.0.0.1:3000',
  temporalUiUrl: 'http://127.0.0.1:8233',
  dataDir: '.data',
  logs: '.data/logs',
  demo: true,
  first: undefined,
};
const linesOf = (text: string) => text.split('\n').filter((line) => line !== '');

describe('what npm start ends with', () => {
  it('first comes the one address to open, alone on its line; everything else in a short line each', () => {
    const [first, ...rest] = linesOf(startBanner(started));
    assert.equal(first, 'Open http://127.0.0.1:3000');
    assert.deepEqual(
      rest.map((line) => line.trim().split(/ {2,}/)[0]),
      ['Sign in', 'API', 'Temporal UI', 'Data', 'Logs', 'Stop with Ctrl-C.'],
    );
    assert.ok(rest.every((line) => line.length <= 100));
  });

  it('a real desk names its first administrator and no demo people', () => {
    const text = startBanner({ ...started, demo: false, first: { id: 'admin', password: 'abcd-efgh' } });
    assert.match(text, /as admin with the one-time password abcd-efgh within 72 hours/);
    assert.doesNotMatch(text, /demo/);
    assert.doesNotMatch(startBanner({ ...started, demo: false }), /Sign in/);
  });

  it('a Temporal of somebody else has no address here', () => {
    assert.doesNotMatch(startBanner({ ...started, temporalUiUrl: '' }), /Temporal/);
  });
});
