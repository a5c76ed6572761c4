import { id, words } from '../fields.js';

/** Fields that many acts take. */
export const said = { words: words('内容', 'What is to be on record.') };
export const why = { reason: words('原因', 'Why.') };

/** What every new case is recorded with. Flat: easy to write by hand. */
export const whatCame = {
  channel: id('渠道', 'How it reached us.', { example: 'phone' }),
  subject: words('事由', 'What it is about, in a line.', { max: 200, example: '楼道灯不亮', word: 'subject' }),
  description: words('详情', 'What happened.', { optional: true, word: 'description' }),
  place: words('地点', 'Where: building, unit, room.', { max: 200, optional: true, example: '3号楼2单元', word: 'place' }),
  customer: words('客户', 'Name of the customer.', { max: 100, optional: true, word: 'customer' }),
  phone: words('联系电话', 'How to reach the customer.', { max: 100, optional: true, word: 'phone' }),
};
