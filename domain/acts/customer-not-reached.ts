import { act } from '../deciding/act.js';
import { channelNames } from '../notices/delivery.js';
import { id, oneOf } from '../case/fields.js';
import { notifyCentre } from './notify.js';

/**
 * The rules have the customer notified of a step, and no message reached them: somebody must call. No phone number
 * or address is entered here.
 */
export const customerNotReachedActs = {
  'customer-not-told': act({
    name: { 'zh-CN': '客户通知未送达', en: 'Enter customer not reached' },
    clause: 'X-12',
    from: 'any',
    by: ['desk'],
    fields: {
      clause: id('条款', 'The clause under which the customer was to be told.'),
      channel: oneOf('渠道', 'How.', channelNames),
      code: id('原因代码', 'What the channel answered.', { label: 'Reason code' }),
    },
    effects: (context) => ({
      notices: [
        notifyCentre(
          context,
          'inform',
          context.input.clause,
          '客户通知未送达，请致电客户',
          'The customer could not be told by message: please call them',
        ),
      ],
    }),
  }),
} as const;
