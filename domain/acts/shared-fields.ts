import { files, id, instant, number, oneOf, person, words, yesNo } from '../case/fields.js';

/** Fields that many acts take. */
export const wordsFields = { words: words('内容', 'What is to be on record.', { label: 'Content' }) };
/** The same where it is what the customer is told. */
export const toCustomerFields = {
  words: words('内容', 'What is to be on record.', { label: 'Content', toCustomer: true }),
};
export const reasonFields = { reason: words('原因', 'Why.') };

const filesField = { label: 'Photos and papers', optional: true } as const;
/** What the customer hands in: it may show who they are, and is kept like their name. */
export const customerFiles = {
  files: files('照片和资料', 'Photos and papers that the customer handed in.', { ...filesField, identity: true }),
};
/** What goes with a remark or with finished work. */
export const attachedFiles = { files: files('照片和资料', 'Photos and papers, where there are any.', filesField) };

/** What every new case is recorded with. Flat: easy to write by hand. */
export const intakeFields = {
  channel: id('渠道', 'How it reached us.', { list: 'channels', example: 'phone' }),
  post: id('岗位', 'The post that takes it in.', { optional: true, list: 'posts' }),
  subject: words('事由', 'What it is about, in a line.', { max: 200, example: '楼道灯不亮', word: 'subject' }),
  description: words('详情', 'What happened.', { optional: true, word: 'description' }),
  demand: words('诉求', 'What the customer asks for.', { optional: true, word: 'demand' }),
  place: words('地点', 'Where: building, unit, room.', {
    max: 200,
    optional: true,
    example: '3号楼2单元',
    word: 'place',
  }),
  room: words('房间号', 'The room, where the place does not say it.', {
    max: 60,
    optional: true,
    example: '301',
    word: 'room',
  }),
  customer: words('客户', 'Name of the customer.', { max: 100, optional: true, word: 'customer' }),
  phone: words('联系电话', 'How to reach the customer.', { max: 100, optional: true, word: 'phone' }),
  rings: number('响铃次数', 'After how many rings the call was answered.', { min: 0, max: 100, optional: true }),
  rangAt: instant('来电时间', 'When it began to ring.', { label: 'Rang at', optional: true }),
  answeredAt: instant('接听时间', 'When the call was answered.', { optional: true }),
  apologised: yesNo('已致歉', 'Whether the customer was asked to excuse the wait.', { optional: true }),
  introduced: yesNo('已报单位和工号', 'Whether unit and staff number were given.', {
    label: 'Unit and number given',
    optional: true,
  }),
  arrivedAt: instant('到达柜台时间', 'When the visitor came.', { optional: true }),
  servedAt: instant('开始办理时间', 'When the visitor’s turn began.', { label: 'Turn began at', optional: true }),
  finishedAt: instant('办结时间', 'When the visitor was done.', { optional: true }),
  ...customerFiles,
};

/** Fields that every complaint has in addition, whichever company it is about. */
export const complaintFields = {
  complainedOf: words('投诉对象', 'Whom or what it complains of, in words.', {
    label: 'Whom it complains of',
    max: 200,
    optional: true,
    word: 'complainedOf',
  }),
  anonymous: yesNo(
    '匿名',
    'Whether the customer wishes to stay unknown: name and phone are then shown to the customer-service centre alone.',
    { optional: true },
  ),
  aboutPerson: person(
    '被投诉员工',
    'Id of the colleague it is about, who then neither decides nor reads it: see /v1/people.',
    { label: 'Colleague complained of', optional: true },
  ),
};

/** What the system says when it gives work back to the team. */
export const systemReleaseFields = {
  note: words('备注', 'What they must know.', { optional: true }),
  why: oneOf(
    '原因',
    'Why the system gives it back.',
    { absent: ['请假缺勤', 'absent'], 'left-team': ['已离开班组', 'has left the team'] },
    { optional: true },
  ),
};

/** What the customer has signed, where they have; `about` says what for. */
export const signature = <const About extends string>(about: About) =>
  files('客户签字', about, { label: "Customer's signature", optional: true, max: 5, identity: true });
