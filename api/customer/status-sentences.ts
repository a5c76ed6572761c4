import type { CaseState } from '../../domain/case/case.js';
import type { NamedStatus } from '../../domain/case/statuses.js';
import type { Text } from '../../domain/text.js';

const say = (zh: string, en: string): Text => ({ 'zh-CN': zh, en });

const inHand = say('我们正在办理。', 'We are dealing with it.');
const sent = say('已安排人员处理。', 'Somebody has been sent to deal with it.');
const finished = say(
  '已经处理完毕，我们会与您核实结果。',
  'It has been dealt with. We shall ask you whether all is well.',
);

/** Where a case stands, as customers read it: what goes on inside is none of their business. */
const sentences: Readonly<Record<NamedStatus, Text>> = {
  recorded: say('我们已经收到，正在安排办理。', 'We have it, and are arranging for it to be dealt with.'),
  sorted: say('已经受理，正在安排办理。', 'It is taken in, and is being arranged.'),
  'in-hand': inHand,
  done: finished,
  revisited: say('已经处理完毕，正在归档。', 'It has been dealt with, and is being filed.'),
  closed: say('已经办结。', 'It is closed.'),
  notified: sent,
  ordered: sent,
  dispatched: sent,
  accepted: say('维修人员已接单。', 'The technician has taken it on.'),
  'on-site': say('维修人员已到现场。', 'The technician is on site.'),
  quoted: say('已经报价，等您确认内容和金额后开始维修。', 'You have our quote: once you confirm it, the work begins.'),
  agreed: say('您已确认报价，即将开始维修。', 'You have confirmed the quote: the work begins soon.'),
  working: say('正在维修。', 'The repair is under way.'),
  finished: say('现场工作已完成。', 'The work on site is finished.'),
  reported: finished,
  deferred: say(
    '暂时无法完成，我们会按承诺的时间再来处理。',
    'It cannot be done now: we come back at the time promised.',
  ),
  lifted: finished,
  joined: say('您所在的区域正在停电，正在抢修。', 'There is an outage where you are: crews are at work.'),
  restored: say(
    '供电已经恢复。您那里如仍未恢复，请告诉我们。',
    'The supply is back. If it is not back with you, tell us.',
  ),
  passed: inHand,
  'passed-on': say('已转交负责的单位办理。', 'It was passed on to those who are in charge of it.'),
  disputed: inHand,
  answered: say('我们已经答复，会与您核实是否清楚。', 'You have our answer. We shall ask you whether it is clear.'),
  asked: inHand,
  advised: inHand,
  escalated: inHand,
  considered: say('您的意见正在研究。', 'What you suggested is being considered.'),
  returned: say('资料不齐，请按我们告知的清单补交。', 'Papers are missing: please hand in what we told you.'),
  'in-course': inHand,
  waiting: say(
    '正在等候：请按我们告知的内容补交资料，或等候通知。',
    'It waits: hand in what we asked for, or wait for our word.',
  ),
  remedy: say('请按我们告知的内容整改，完成后通知我们。', 'Please put right what we named, then tell us.'),
  serving: inHand,
  hard: inHand,
  'put-off': say('已与您另行约定时间。', 'Another time was agreed with you.'),
  warning: inHand,
  responding: inHand,
  recovering: inHand,
  recovered: finished,
  planned: say('已列入计划。', 'It is planned.'),
  out: say('正在停电，正在抢修。', 'The supply is out: crews are at work.'),
};

/** How it ended, where that is not simply that it was dealt with. */
const endings: Readonly<Record<string, Text>> = {
  withdrawn: say('已按您的要求撤回。', 'You have taken it back.'),
  joined: say('已与同一事项合并办理。', 'It is dealt with together with another report of the same matter.'),
  referred: say('已告知您负责的单位。', 'You were told who is in charge of it.'),
  refused: say('不予办理，原因已告知您。', 'It was turned down; you were told why.'),
};

/** A status as a sentence; of a kind of this organisation's own, that it is being dealt with. */
export function statusSentence(status: string): Text {
  return (sentences as Readonly<Record<string, Text>>)[status] ?? inHand;
}

/** Where the case stands now. */
export function customerStanding({ status, facts, links, round }: CaseState): Text {
  if (status !== 'closed') {
    const now = statusSentence(status);
    return round === 1 || status !== 'recorded'
      ? now
      : say('已重新办理，正在安排。', 'It is taken up again, and is being arranged.');
  }
  if (facts['outcome'] === 'turned') {
    const on = links.findLast(({ relation }) => relation === 'child')?.number;
    return on
      ? say(`已转为 ${on} 继续办理，请用该编号查询。`, `It goes on as ${on}: look it up by that number.`)
      : inHand;
  }
  return endings[String(facts['outcome'])] ?? sentences.closed;
}
