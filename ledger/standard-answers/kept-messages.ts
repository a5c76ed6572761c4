import type { DataSource } from 'typeorm';
import { occasionsOf } from '../../domain/notices/occasions.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Language } from '../../domain/text.js';
import { inZone } from '../../domain/time/zone.js';
import { isoDay } from '../sql.js';

interface KeptMessage {
  answer: string;
  version: number;
  organisation: string;
  rulebook: string;
  kind: string;
  occasion: string;
  language: Language;
  words: string;
  validFrom: string;
  validUntil: string | null;
}

const refreshEveryMs = 2_000;

/**
 * What administrators have customers told in place of the rulebook's texts. Put in before an act is decided: what is on
 * record is what was sent.
 */
export class KeptMessages {
  private kept: readonly KeptMessage[] = [];
  private refreshedMs = -Infinity;
  private refreshing: Promise<void> | undefined;
  /** The same rulebook for the same texts: what is worked out of a rulebook is kept by it. */
  private worded = new WeakMap<Rulebook, Map<string, Rulebook>>();

  constructor(private readonly source: DataSource) {}

  /** Sees what was changed meanwhile, at most every two seconds. */
  refresh(): Promise<void> {
    if (Date.now() - this.refreshedMs < refreshEveryMs) return Promise.resolve();
    this.refreshing ??= this.refreshNow().finally(() => (this.refreshing = undefined));
    return this.refreshing;
  }

  private async refreshNow(): Promise<void> {
    const kept: KeptMessage[] = await this.source.query(
      `SELECT answer::text, version, organisation, rulebook, kinds[1] AS kind, occasion, language, words, ${isoDay('valid_from')} AS "validFrom", ${isoDay('valid_until')} AS "validUntil"
       FROM standard_answers answers WHERE occasion IS NOT NULL AND ended_at IS NULL
         AND NOT EXISTS (SELECT FROM standard_answers ended WHERE ended.answer = answers.answer AND ended.ended_at IS NOT NULL) ORDER BY id`,
    );
    if (JSON.stringify(kept) !== JSON.stringify(this.kept)) this.worded = new WeakMap();
    this.kept = kept;
    this.refreshedMs = Date.now();
  }

  /** The rulebook with the texts that an organisation has customers told at `at` (UTC ISO); the same where it has none. */
  wordedFor(organisation: string, rulebook: Rulebook, at: string): Rulebook {
    const own = this.kept.filter((one) => one.organisation === organisation && one.rulebook === rulebook.name);
    if (own.length === 0) return rulebook;
    const day = inZone(at, rulebook.timeZone).slice(0, 10);
    const begun = own.filter(({ validFrom }) => validFrom <= day);
    const valid = begun.filter(
      (one) =>
        (one.validUntil === null || day <= one.validUntil) &&
        !begun.some(({ answer, version }) => answer === one.answer && version > one.version),
    );
    if (valid.length === 0) return rulebook;
    const versions = this.worded.get(rulebook) ?? new Map<string, Rulebook>();
    this.worded.set(rulebook, versions);
    const key = JSON.stringify(valid);
    const worded = versions.get(key) ?? withMessages(rulebook, valid);
    versions.set(key, worded);
    return worded;
  }
}

/** The rulebook with these texts, each in its language, in the place of its own. */
function withMessages(rulebook: Rulebook, messages: readonly KeptMessage[]): Rulebook {
  const kinds = Object.entries(rulebook.kinds).map(([kind, rules]) => {
    const own = messages.filter((message) => message.kind === kind);
    if (own.length === 0 || !rules.customerNotifyRules) return [kind, rules] as const;
    const customerNotifyRules = occasionsOf(rules.customerNotifyRules).map(({ occasion, rule }) => {
      const texts = own
        .filter((message) => message.occasion === occasion)
        .map(({ language, words }) => [language, words] as const);
      return texts.length ? { ...rule, text: { ...rule.text, ...Object.fromEntries(texts) } } : rule;
    });
    return [kind, { ...rules, customerNotifyRules }] as const;
  });
  return { ...rulebook, kinds: Object.fromEntries(kinds) };
}
