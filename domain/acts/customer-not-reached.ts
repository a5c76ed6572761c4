import { act } from '../deciding/act.js';
import { deliveryChannels } from '../notices/delivery.js';
import { id, oneOf } from '../case/fields.js';
import { notifyCentre } from './notify.js';

/**
 * A step of which the rules have the customer told, and no message reached them: somebody calls. The address is in none
 * of it.
 */
export const customerNotReachedActs = {
  'customer-not-told': act({
    name: { 'zh-CN': '客户通知未送达', en: 'Enter that a customer was not reached' },
    clause: 'X-12',
    from: 'any',
    by: ['desk'],
    fields: {
      clause: id('条款', 'The clause under which the customer was to be told.'),
      channel: oneOf('渠道', 'How.', deliveryChannels),
      code: id('原因代码', 'What the channel answered.'),
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
