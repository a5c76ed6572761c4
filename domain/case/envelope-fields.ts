import { id, instant, number } from './fields.js';

/** What every act takes beside its own fields. */
export const actEnvelope = {
  happenedAt: instant('发生时间', 'When it happened, where that was before now (X-5).', { optional: true }),
  deviceAt: instant(
    '设备时间',
    'The time that the device of whoever did it showed, where the act was kept there until it could be sent: kept beside, nothing counts by it.',
    { optional: true },
  ),
};

/** What every new case is recorded with, whatever its kind. */
export const openingEnvelope = {
  rulebook: id('规程', 'The rulebook it runs under, in its newest version.', { example: 'property' }),
  site: id('项目', 'The site: see /v1/me.', { example: 'sunshine' }),
  receivedAt: instant('受理时间', 'When the customer turned to us, where that was before now (X-5).', {
    optional: true,
  }),
};

/** The entry of the case that the caller saw last. */
export const seenEntry = {
  ifSeq: number('所见记录', 'The entry seen last.', { min: 0, max: 2 ** 31 - 1, optional: true }),
};
