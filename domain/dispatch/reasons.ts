import type { DispatchReason } from './dispatch.js';
import type { Text } from '../text.js';

/**
 * A reason as it is kept in a fact or an input: its code and ids or figures, no words (`skill:lift`, `jobs:2`,
 * `metres:800`, `area:7`).
 */
export function reasonCode(reason: DispatchReason): string {
  switch (reason.code) {
    case 'area':
    case 'line':
      return `${reason.code}:${reason.area}`;
    case 'skill':
    case 'lacks-skill':
    case 'nobody-has-skill':
      return `${reason.code}:${reason.skill}`;
    case 'jobs':
      return `jobs:${reason.jobs}`;
    case 'metres':
      return `metres:${reason.metres}`;
    default:
      return reason.code;
  }
}

/** Codes of several reasons, a space between. */
export function reasonCodes(reasons: readonly DispatchReason[]): string {
  return reasons.map(reasonCode).join(' ');
}

/** What codes speak of by id. */
export interface ReasonNames {
  area: (id: string) => string | undefined;
  skill: (id: string) => Text | undefined;
  /** Of the team that was chosen. */
  team: string;
}

/** A code in words. One that nobody knows (of a later version) stands for itself. */
export function reasonText(code: string, names: ReasonNames): Text {
  const [what = '', of = ''] = code.split(':');
  const skill = (language: 'zh-CN' | 'en') => names.skill(of)?.[language] ?? of;
  const area = names.area(of) ?? of;
  switch (what) {
    case 'area':
      return say(`area ${area} belongs to ${names.team}`, `区域“${area}”归${names.team}`);
    case 'line':
      return say(`the supply line of area ${area} belongs to ${names.team}`, `区域“${area}”的供应线路归${names.team}`);
    case 'last-resort':
      return say(
        `the address lies in no area: ${names.team} takes what nobody else does`,
        `该地址不在任何区域内，由兜底班组${names.team}承接`,
      );
    case 'only-team':
      return say(`${names.team} is the only team here`, `本项目只有${names.team}一个班组`);
    case 'chosen':
      return say('chosen by the dispatcher', '由派工人员指定');
    case 'department':
      return say(`${names.team} stands for the department that was named`, `所选部门对应${names.team}`);
    case 'had-it':
      return say('had it in the round before', '上一轮由其处理');
    case 'gave-back':
      return say('gave it back', '曾退回此单');
    case 'off-duty':
      return say('is not on duty now', '目前不当班');
    case 'nobody-on-duty':
      return say('nobody of the team is on duty', '班组当前无人当班');
    case 'lead':
      return say('leads the team', '班组负责人');
    case 'place-unknown':
      return say('distance not known', '距离未知');
    case 'skill':
      return say(`has skill ${skill('en')}`, `具备技能：${skill('zh-CN')}`);
    case 'lacks-skill':
      return say(`lacks skill ${skill('en')}`, `不具备技能：${skill('zh-CN')}`);
    case 'nobody-has-skill':
      return say(`nobody on duty has skill ${skill('en')}`, `当班人员均不具备技能：${skill('zh-CN')}`);
    case 'jobs':
      return of === '1' ? say('1 open job', '手头 1 单') : say(`${of} open jobs`, `手头 ${of} 单`);
    case 'metres': {
      const km = (Number(of) / 1000).toFixed(1);
      return say(`${km} km in a straight line`, `直线距离 ${km} 公里`);
    }
    default:
      return say(code, code);
  }
}

function say(en: string, zh: string): Text {
  return { en, 'zh-CN': zh };
}
