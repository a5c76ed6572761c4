/**
 * What the processes are told of beside changes of cases, after the commit that changed it. Triggers tell it (migration
 * 1700001900000): no program can forget to, and a transaction that tells of the same twice tells it once.
 */
export const wakeTopics = [
  /** Posts, tokens, passwords, stand-ins: who may do what. */
  'access',
  'access-notices',
  /** A delivery is held until its time. */
  'deliveries',
  'erasures',
  'rulebook-orders',
  /** What duties come round by: sites, versions of rulebooks, holiday tables. */
  'schedules',
] as const;
export type WakeTopic = (typeof wakeTopics)[number];

/** The channel of PostgreSQL on which it is told; the payload is the topic. */
export const wakeChannel = 'banjie_wake';
