import { describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { noticeKinds } from '../../domain/case/case.js';
import { addressOfCustomer } from '../../domain/notices/customer-notice.js';
import { fillTemplate, placeholders, templateFor, type TemplateFacts } from '../../domain/notices/templates.js';
import { checkRulebook } from '../../rulebooks/check.js';
import { property } from '../support/shipped.js';

const facts = Object.fromEntries(placeholders.map((name) => [name, `<${name}>`])) as TemplateFacts;
const files = readdirSync('rulebooks/property')
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => ({ file: name, text: readFileSync(`rulebooks/property/${name}`, 'utf8') }));
/** What the checker says once a file reads otherwise. */
const faultsWith = (file: string, from: string, to: string) => {
  assert.ok(files.find((one) => one.file === file)!.text.includes(from));
  return checkRulebook(
    files.map((one) => (one.file === file ? { ...one, text: one.text.replace(from, to) } : one)),
  ).map(({ file: at, message }) => `${at}: ${message.en}`);
};

describe('templates', () => {
  it('every kind has one in both languages, of facts alone', () => {
    for (const kind of noticeKinds)
      for (const language of ['zh-CN', 'en'] as const)
        for (const part of ['subject', 'body'] as const) {
          assert.doesNotMatch(fillTemplate(templateFor([], kind, 'P-1')[part][language], facts), /[{}]/);
        }
  });

  it('P-4.3.4b that of the clause goes before that of the kind, and that before the usual one', () => {
    assert.match(templateFor(property.templates, 'breach', 'P-4.3.4b').subject.en, /office director within the hour/);
    assert.match(templateFor(property.templates, 'breach', 'P-4.3.4a').subject.en, /\{heading\}: \{what\}/);
    assert.match(templateFor(property.templates, 'escalate', 'P-4.3.4a').body.en, /see that somebody does/);
  });

  it('a line that has nothing to say is left out', () => {
    assert.equal(fillTemplate('Case {number}\nDue: {due}\n{link}', { ...facts, due: '', link: '' }), 'Case <number>');
  });

  it('the checker refuses an unknown placeholder, a missing language, a clock that is not there, and words of the case', () => {
    assert.deepEqual(checkRulebook(files), []);
    assert.match(
      faultsWith('templates.yaml', 'see that somebody does', 'see that {customer} is content')[0]!,
      /templates\.yaml: There is no placeholder \{customer\}/,
    );
    assert.match(
      faultsWith('templates.yaml', "en: '[{number}] Late, escalated: {what}'", "de: '[{number}] Spät'").join(),
      /missing in English/,
    );
    assert.match(
      faultsWith('customer-notify-rules.yaml', 'clock: promise-kept', 'clock: promise-broken')[0]!,
      /no clock 'promise-broken'/,
    );
    assert.match(
      faultsWith('customer-notify-rules.yaml', 'Your repair is on record', 'Dear {heading}')[0]!,
      /no placeholder \{heading\}/,
    );
    assert.match(
      faultsWith('customer-notify-rules.yaml', '- on: agree-time', '- on: agree-tme')[0]!,
      /is 'agree-time' meant/,
    );
    assert.match(faultsWith('customer-notify-rules.yaml', 'deskPhone: 0731-00000000', '# none')[0]!, /add deskPhone/);
  });
});

describe('the way a customer left', () => {
  const of = (phone: string | undefined, more: Record<string, boolean> = {}) =>
    addressOfCustomer({ words: phone === undefined ? {} : { phone }, facts: more });
  it('a mobile gets SMS, an address mail, a landline a call', () => {
    assert.deepEqual(of('138 0000-0000'), { channel: 'sms', address: '13800000000' });
    assert.deepEqual(of('+49 151 2345678'), { channel: 'sms', address: '+491512345678' });
    assert.deepEqual(of('zhang@example.com'), { channel: 'mail', address: 'zhang@example.com' });
    assert.deepEqual(of('0731-12345678'), { no: 'call-only' });
    assert.deepEqual(of('zhang@example.com, boss@example.com'), { no: 'call-only' });
    assert.deepEqual(of(undefined), { no: 'no-contact' });
  });
  it('X-12 an anonymous customer is told through it alone; W-33 an informer by nobody but staff; P-4.5.4 nor is a secret', () => {
    assert.deepEqual(of('13800000000', { anonymous: true }), { channel: 'sms', address: '13800000000' });
    assert.deepEqual(of('13800000000', { anonymous: true, shielded: true }), { no: 'informer' });
    assert.deepEqual(of('13800000000', { secret: true }), { no: 'secret' });
  });
});
