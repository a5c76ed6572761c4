// Clocks count on the ledger's time: a phone's clock may be wrong by hours, and a demo's runs faster.
let known = { ledgerMs: Date.now(), hereMs: Date.now(), speed: 1 };

/** Takes what the API says of its time, when the answer has just come. */
export function learnTime({ now, speed }: { now: string; speed: number }): void {
  known = { ledgerMs: Date.parse(now), hereMs: Date.now(), speed };
}

/** What is known of it, to be kept where there is no network later; and as it was kept. */
export const knownTime = (): typeof known => known;
export const recallTime = (kept: typeof known): void => void (known = kept);

/** The ledger's time now, in ms since 1970. */
export function serverNow(): number {
  return known.ledgerMs + (Date.now() - known.hereMs) * known.speed;
}
