/** How much one person, one address and one process may ask for; 0 is without a limit. */
export interface LimitSettings {
  /** Acts and whatever else changes something, of a session's person or of a token, a minute. */
  actsPerMinute: number;
  /** Reading, and trying an act (`dry`), of a session's person or of a token, a minute. */
  readsPerMinute: number;
  /** Requests of an address (IPv6: a /64) without anybody signed in, a minute. */
  unsignedPerMinute: number;
  /** Wrong tokens and sessions of an address, a minute: then it waits. */
  wrongTokensPerMinute: number;
  /** Tables, printed forms and reports as files that one person has made at a time, over all processes. */
  exportsAtOnce: number;
  /** Files a person hands in within 24 hours, over all processes. */
  uploadsPerDay: number;
  uploadBytesPerDay: number;
  /** Files of a person that come in at a time, in each process. */
  uploadsAtOnce: number;
  /** What is counted in memory is divided by the number of API processes. */
  processes: number;
  /** Open connections of this process, and of one address among them. */
  connections: number;
  connectionsPerAddress: number;
}

/** Everything as often as somebody likes. */
export const noLimits: LimitSettings = {
  actsPerMinute: 0,
  readsPerMinute: 0,
  unsignedPerMinute: 0,
  wrongTokensPerMinute: 0,
  exportsAtOnce: 0,
  uploadsPerDay: 0,
  uploadBytesPerDay: 0,
  uploadsAtOnce: 0,
  processes: 1,
  connections: 0,
  connectionsPerAddress: 0,
};
