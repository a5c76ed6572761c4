// Clocks count on the server's time: a phone's clock may be wrong by hours.
let offsetMs = 0;

/** Takes the Date header of an answer. It says whole seconds, so a smaller difference than 1.5 s is none. */
export function learnTime(date: string | null): void {
  const server = date === null ? Number.NaN : Date.parse(date) + 500;
  if (Number.isNaN(server)) return;
  const offset = server - Date.now();
  if (Math.abs(offset - offsetMs) > 1_500) offsetMs = Math.abs(offset) > 1_500 ? offset : 0;
}

/** The server's time now, in ms since 1970. */
export function serverNow(): number {
  return Date.now() + offsetMs;
}
