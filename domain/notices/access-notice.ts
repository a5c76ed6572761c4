import type { Rulebook } from '../rulebook/rulebook.js';
import type { Text } from '../text.js';

/** What of somebody's access was made, given or changed by somebody else; `person`: their e-mail address. */
export const accessNoticeKinds = ['token', 'post', 'password', 'person'] as const;
export type AccessNoticeKind = (typeof accessNoticeKinds)[number];

/** What an access notice tells of. Names of people, ids, the reason that was entered; times as text. */
export interface AccessNoticeFacts {
  what: AccessNoticeKind;
  /** Whose access it is, and whether the reader is that person. */
  person: string;
  isReader: boolean;
  by: string;
  reason: string | null;
  /** Name of the role that was given; null where it is no post. */
  role: Text | null;
  site: string | null;
  /** Until when a token holds, as a date; null for the others. */
  until: string | null;
}

/** The name of a role in the rulebooks that hold, or of the administrator, who is in none of them. */
export function accessRoleName(role: string, rulebooks: Pick<Rulebook, 'roles'>[]): Text {
  if (role === 'administrator') return { en: 'administrator', 'zh-CN': '管理员' };
  return rulebooks.find(({ roles }) => roles[role])?.roles[role]?.name ?? { en: role, 'zh-CN': role };
}

/** The notice in one sentence, and what to do. */
export function accessNoticeText(facts: AccessNoticeFacts): Text {
  const { person, isReader, by, reason } = facts;
  const why = reason === null ? { en: '', 'zh-CN': '' } : { en: ` Reason: ${reason}.`, 'zh-CN': `原因：${reason}。` };
  const whose = isReader ? { en: 'you', 'zh-CN': '您' } : { en: person, 'zh-CN': person };
  const done = accessNoticeDeed(facts, whose);
  return {
    en: `${by} ${done.en}.${why.en} If that should not be, tell your administrator and your superior at once${facts.what === 'token' && isReader ? ', and revoke it under My account' : ''}.`,
    'zh-CN': `${by}${done['zh-CN']}。${why['zh-CN']}如有疑问，请立即告知管理员和上级${facts.what === 'token' && isReader ? '，并在“我的账户”中撤销该令牌' : ''}。`,
  };
}

/** What such a notice is called, in a few words. */
export const accessNoticeHeadings: Record<AccessNoticeKind, Text> = {
  token: { en: 'A token was made', 'zh-CN': '新增令牌' },
  post: { en: 'A post was given', 'zh-CN': '新增岗位' },
  password: { en: 'A one-time password was made', 'zh-CN': '发放一次性密码' },
  person: { en: 'An e-mail address was changed', 'zh-CN': '邮箱地址变更' },
};

function accessNoticeDeed({ what, role, site, until }: AccessNoticeFacts, whose: Text): Text {
  switch (what) {
    case 'token':
      return {
        en: `made a token with which a program acts as ${whose.en}, until ${until ?? '?'}`,
        'zh-CN': `生成了以${whose['zh-CN']}的身份操作的令牌，有效期至 ${until ?? '?'}`,
      };
    case 'post':
      return {
        en: `gave ${whose.en} the post ${role?.en ?? '?'}${site === null ? ' (all sites)' : ` (${site})`}`,
        'zh-CN': `为${whose['zh-CN']}新增岗位“${role?.['zh-CN'] ?? '?'}”（${site ?? '全部项目'}）`,
      };
    case 'password':
      return {
        en: `made a one-time password for ${whose.en}; the password of before holds no more`,
        'zh-CN': `为${whose['zh-CN']}发放了一次性密码，原密码已失效`,
      };
    case 'person':
      return {
        en: `changed the e-mail address at which the desk reaches ${whose.en}`,
        'zh-CN': `变更了${whose['zh-CN']}接收通知的邮箱地址`,
      };
  }
}
