import type { CustomerAct } from '../../domain/kinds/customer-page.js';
import type { Text } from '../../domain/text.js';

/** What the customer's page says, beside the sentences on where a case stands (status-sentences.ts). */
export const pageWords = {
  name: { 'zh-CN': '查询办理进度', en: 'How your request stands' },
  other: { 'zh-CN': 'English', en: '中文' },
  number: { 'zh-CN': '编号', en: 'Number' },
  received: { 'zh-CN': '受理时间', en: 'Received' },
  promised: { 'zh-CN': '我们承诺的时间', en: 'What we promised' },
  promisedVisit: { 'zh-CN': '最迟上门时间', en: 'Somebody comes by' },
  promisedDone: { 'zh-CN': '最迟办理时间', en: 'Dealt with by' },
  supplyBack: { 'zh-CN': '预计恢复供电', en: 'Supply expected back' },
  course: { 'zh-CN': '办理经过', en: 'What has happened' },
  toYou: { 'zh-CN': '我们发给您的消息', en: 'Our message to you' },
  whatYouCanDo: { 'zh-CN': '您可以', en: 'What you can do' },
  callUs: { 'zh-CN': '有疑问请致电', en: 'Questions? Call us:' },
  words: { 'zh-CN': '说明', en: 'In your words' },
  photos: { 'zh-CN': '照片（最多 3 张，可不填）', en: 'Photos (3 at most, if you like)' },
  score: { 'zh-CN': '评分', en: 'Your mark' },
  optional: { 'zh-CN': '（可不填）', en: '(if you like)' },
  closedLongAgo: {
    'zh-CN': '这件事已经结束。如有新的情况，请致电我们重新登记。',
    en: 'This is closed. If something new has come up, please call us.',
  },
  lookUp: { 'zh-CN': '查询', en: 'Look it up' },
  lookUpAdvice: {
    'zh-CN': '请填写短信或单据上的编号，以及您登记的电话号码的后四位。',
    en: 'Give the number on our message or paper, and the last four digits of the phone you left with us.',
  },
  ending: { 'zh-CN': '电话号码后四位', en: 'Last four digits of your phone' },
  notFound: {
    'zh-CN': '没有查到。请核对编号和电话后四位；仍查不到时请致电我们。',
    en: 'Nothing was found. Check the number and the four digits; if it stays so, please call us.',
  },
  tooOften: {
    'zh-CN': '查询次数过多，请过一会儿再试，或致电我们。',
    en: 'That was tried too often: wait a while and try again, or call us.',
  },
  endedTitle: { 'zh-CN': '此链接已失效', en: 'This link holds no more' },
  endedAdvice: {
    'zh-CN': '链接可能已过期或被停用。请打开我们最近发给您的消息中的链接，或用编号和电话后四位查询。',
    en: 'It has run out or was withdrawn. Open the link in our latest message, or look it up by number and phone.',
  },
} as const satisfies Record<string, Text>;

export const scores: readonly Text[] = [
  { 'zh-CN': '1 很不满意', en: '1 poor' },
  { 'zh-CN': '2 不满意', en: '2 not good' },
  { 'zh-CN': '3 一般', en: '3 fair' },
  { 'zh-CN': '4 满意', en: '4 good' },
  { 'zh-CN': '5 非常满意', en: '5 very good' },
];

/** For each thing customers do: its name, what it brings about, its button, and what is said once it is entered. */
export const actWords: Record<CustomerAct, Record<'name' | 'about' | 'button' | 'done', Text>> = {
  'still-dark': {
    name: { 'zh-CN': '我家仍然没有电', en: 'I still have no supply' },
    about: {
      'zh-CN': '停电已经恢复。如果您家仍然没有电，请告诉我们，我们会单独派人抢修。',
      en: 'The outage is over. If you still have no supply, tell us: a crew comes to you.',
    },
    button: { 'zh-CN': '仍然没有电', en: 'Still no supply' },
    done: { 'zh-CN': '已登记，我们会尽快派人抢修。', en: 'We have that: a crew will come to you.' },
  },
  'supply-back': {
    name: { 'zh-CN': '已经来电', en: 'My supply is back' },
    about: { 'zh-CN': '请告诉我们您家已经来电。', en: 'Tell us that all is well again.' },
    button: { 'zh-CN': '已经来电', en: 'It is back' },
    done: { 'zh-CN': '谢谢您告诉我们。', en: 'Thank you for telling us.' },
  },
  add: {
    name: { 'zh-CN': '补充说明或照片', en: 'Add words or photos' },
    about: { 'zh-CN': '补充的内容会转给办理人员。', en: 'Whoever deals with it will see what you add.' },
    button: { 'zh-CN': '提交补充', en: 'Send' },
    done: {
      'zh-CN': '已收到您的补充，办理人员会看到。',
      en: 'We have what you added, and whoever deals with it is told.',
    },
  },
  urge: {
    name: { 'zh-CN': '催办', en: 'Ask us to hurry' },
    about: { 'zh-CN': '我们会马上提醒办理人员。', en: 'Whoever deals with it is told at once.' },
    button: { 'zh-CN': '提交催办', en: 'Ask us to hurry' },
    done: {
      'zh-CN': '已登记您的催办，并已提醒办理人员。',
      en: 'It is on record that you wait, and whoever deals with it is told.',
    },
  },
  'not-solved': {
    name: { 'zh-CN': '问题没有解决', en: 'It is not solved' },
    about: {
      'zh-CN': '请告诉我们还有什么问题，我们会重新办理。',
      en: 'Tell us what is still wrong: we shall take it up again.',
    },
    button: { 'zh-CN': '没有解决，请重新办理', en: 'Not solved: take it up again' },
    done: { 'zh-CN': '已重新办理，我们会继续跟进。', en: 'It is taken up again; we shall see it through.' },
  },
  rate: {
    name: { 'zh-CN': '评价', en: 'Rate us' },
    about: { 'zh-CN': '请为这次服务评分。', en: 'How did we do?' },
    button: { 'zh-CN': '提交评价', en: 'Send' },
    done: { 'zh-CN': '感谢您的评价。', en: 'Thank you for telling us.' },
  },
  withdraw: {
    name: { 'zh-CN': '撤回', en: 'Take it back' },
    about: { 'zh-CN': '不再需要办理时可以撤回。', en: 'If you need it no more.' },
    button: { 'zh-CN': '撤回这件事', en: 'Take it back' },
    done: { 'zh-CN': '已收到您的撤回。', en: 'You have taken it back.' },
  },
  erase: {
    name: { 'zh-CN': '请求删除我的信息', en: 'Have my words erased' },
    about: {
      'zh-CN': '您可以依法请求删除您告诉我们的内容。事情办完后由专人处理，删除后此页面将无法打开。',
      en: 'By law you may ask that what you told us be erased. It is done once the matter is closed; this page then ends.',
    },
    button: { 'zh-CN': '请求删除', en: 'Ask for it' },
    done: {
      'zh-CN': '已收到您的删除请求，我们会依法处理。',
      en: 'We have your request and shall deal with it by law.',
    },
  },
};

/** A withdrawal by somebody who was not reached by our message: told to the desk. */
export const withdrawalTold: Text = {
  'zh-CN': '已收到，我们会与您核实后撤回。',
  en: 'We have that. Somebody will check with you, then it ends.',
};

/** Why something was not entered, by the code of the refusal; anything else: `other`. */
export const refusalWords: Readonly<Record<string, Text>> = {
  'too-soon': {
    'zh-CN': '您刚刚催办过，我们正在跟进，请稍后再催。',
    en: 'You asked us to hurry a short while ago: we are at it.',
  },
  'already-done': { 'zh-CN': '这一项您已经提交过了。', en: 'You have sent that already.' },
  'key-reused': {
    'zh-CN': '这一项您已经提交过了，请查看下面的最新情况。',
    en: 'You have sent that already: see below.',
  },
  'not-in-this-status': {
    'zh-CN': '情况已有变化，请查看下面的最新情况。',
    en: 'It has moved on meanwhile: see below how it stands now.',
  },
  'no-words': { 'zh-CN': '请写下说明后再提交。', en: 'Write a few words first.' },
  'no-score': { 'zh-CN': '请先选择评分。', en: 'Choose a mark first.' },
  'too-long': { 'zh-CN': '内容太长，请删减后再提交。', en: 'That is too long: shorten it.' },
  'stale-form': { 'zh-CN': '页面已过时，请重新提交。', en: 'The page was too old: please send it again.' },
  'file-type': {
    'zh-CN': '只能提交照片（JPEG、PNG、WebP）或 PDF。',
    en: 'Only photos (JPEG, PNG, WebP) and PDF can be sent.',
  },
  'photo-heic': {
    'zh-CN': '照片为 HEIC 格式，无法提交，请改用 JPEG。苹果手机可在“设置-相机-格式”中选择“兼容性最佳”后重新拍摄。',
    en: 'The photo is HEIC, which cannot be sent: send it as JPEG. On an iPhone: Settings, Camera, Formats, Most Compatible.',
  },
  'photo-unreadable': {
    'zh-CN': '照片已损坏，无法读取，请重新拍摄。',
    en: 'A photo is damaged and cannot be read: take it again.',
  },
  'too-large': { 'zh-CN': '照片太大，请缩小后再提交。', en: 'A photo is too large: make it smaller.' },
  'too-many-files': {
    'zh-CN': '照片太多：一次最多 3 张，一天最多 12 张。',
    en: 'Too many photos: 3 at a time, 12 a day.',
  },
  'too-many-requests': {
    'zh-CN': '操作太频繁，请稍后再试；急事请致电我们。',
    en: 'Too much at once: try again later, or call us if it is urgent.',
  },
  other: {
    'zh-CN': '没有提交成功，请再试一次；仍不成功时请致电我们。',
    en: 'It was not entered. Try again; if it stays so, please call us.',
  },
};
