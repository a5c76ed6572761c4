import { Inject, Injectable } from '@nestjs/common';
import { deliveryChannels, mandatoryNoticeKinds, type NoticeKindPreferences } from '../../domain/notices/delivery.js';
import { timeOfDay } from '../../domain/time/day-plan.js';
import { readableZone, zoneFault } from '../../domain/time/zone.js';
import { Ledger } from '../../ledger/ledger.js';
import {
  savePreferences,
  saveRolePreferences,
  preferencesOf,
  rolePreferences,
  type NoticePreferences,
} from '../../ledger/notices/preferences.js';
import type { Caller } from '../permission/caller.js';
import type { FieldProblem } from '../../domain/refusal.js';
import { ApiProblem } from '../problem.js';
import type {
  KindPreferenceDto,
  KindPreferenceJson,
  PreferencesDto,
  PreferencesJson,
  RolePreferencesDto,
  RolePreferencesJson,
} from './notice-preference.dto.js';

/** How people want their notices, and the defaults that administrators set for the roles of their organisation. */
@Injectable()
export class NoticePreferenceService {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  async own({ actor }: Caller): Promise<PreferencesJson> {
    return json(await preferencesOf(this.ledger.source, actor.id));
  }

  /** Replaces all preferences of the caller: what is left out goes back to the default. */
  async save({ actor }: Caller, said: PreferencesDto): Promise<PreferencesJson> {
    const faults = [...kindFaults(said.kinds), ...timeFaults(said)];
    if (faults.length > 0) throw ApiProblem.input(faults);
    const {
      timeZone,
      quietFrom = null,
      quietUntil = null,
      digestAt = '08:00',
      language = null,
      chat = null,
      sms = null,
    } = said;
    const wish: NoticePreferences = {
      kinds: byKind(said.kinds),
      language,
      timeZone,
      quietFrom,
      quietUntil,
      digestAt,
      chat,
      sms,
    };
    await savePreferences(this.ledger.source, actor.id, wish);
    return json(wish);
  }

  async ofRoles(who: Caller): Promise<RolePreferencesJson> {
    const rows = await rolePreferences(this.ledger.source, who.actor.organisation);
    return { roles: rows.map(({ role, kinds }) => ({ role, kinds: listed(kinds) })) };
  }

  async saveForRole(who: Caller, role: string, { kinds }: RolePreferencesDto): Promise<RolePreferencesJson> {
    const known = this.ledger.rulebooks.all().some(({ roles }) => Object.hasOwn(roles, role) && !roles[role]!.party);
    const faults = [
      ...(known
        ? []
        : [{ field: 'role', text: { en: 'no rulebook has such a role.', 'zh-CN': '规程中没有此角色。' } }]),
      ...kindFaults(kinds),
    ];
    if (faults.length > 0) throw ApiProblem.input(faults);
    await saveRolePreferences(this.ledger.source, who.actor.organisation, role, byKind(kinds), who.actor.id);
    return this.ofRoles(who);
  }
}

function kindFaults(kinds: KindPreferenceDto[]): FieldProblem[] {
  return kinds.flatMap(({ kind, channels: wished, when }, i): FieldProblem[] => {
    const at = `kinds[${i}]`;
    const faults: FieldProblem[] = [];
    if (kinds.findIndex((other) => other.kind === kind) < i)
      faults.push({ field: `${at}.kind`, text: { en: 'is named twice: keep one.', 'zh-CN': '重复，请只保留一处。' } });
    if (wished.some((channel) => !deliveryChannels.includes(channel)))
      faults.push({
        field: `${at}.channels`,
        text: {
          en: `must be among: ${deliveryChannels.join(', ')}.`,
          'zh-CN': `须为其中之一：${deliveryChannels.join('、')}。`,
        },
      });
    if (mandatoryNoticeKinds.includes(kind) && (wished.length === 0 || when === 'digest')) {
      faults.push({
        field: at,
        text: {
          en: `'${kind}' must reach you at once: name a channel, and at-once (X-13).`,
          'zh-CN': `“${kind}”须立即送达：请至少选择一个渠道并设为立即送达（X-13）。`,
        },
      });
    }
    if (when === 'digest' && !wished.includes('mail'))
      faults.push({
        field: `${at}.when`,
        text: { en: 'the digest is a mail: name the channel mail.', 'zh-CN': '汇总以邮件发送，请选择邮件渠道。' },
      });
    return faults;
  });
}

function timeFaults({ timeZone, quietFrom, quietUntil, digestAt, sms }: PreferencesDto): FieldProblem[] {
  const faults: FieldProblem[] = [];
  const times = { quietFrom, quietUntil, digestAt };
  for (const [field, time] of Object.entries(times)) {
    if (time !== undefined && (!/^\d\d:\d\d$/.test(time) || time === '24:00' || timeOfDay(time) === undefined))
      faults.push({ field, text: { en: 'must be a time of day, like 22:00.', 'zh-CN': '须为时刻，如 22:00。' } });
  }
  const zone = zoneFault(timeZone);
  if (zone) faults.push({ field: 'timeZone', text: { en: `${zone.en}.`, 'zh-CN': `${zone['zh-CN']}。` } });
  if ((quietFrom === undefined) !== (quietUntil === undefined))
    faults.push({
      field: quietFrom === undefined ? 'quietFrom' : 'quietUntil',
      text: { en: 'is missing: quiet hours have a begin and an end.', 'zh-CN': '未填写：免打扰时段须有开始和结束。' },
    });
  if (quietFrom !== undefined && quietFrom === quietUntil)
    faults.push({
      field: 'quietUntil',
      text: {
        en: 'must differ from quietFrom: a whole day is not quiet.',
        'zh-CN': '须与开始时刻不同：不能全天免打扰。',
      },
    });
  if (sms !== undefined && !/^\+?\d{5,15}$/.test(sms))
    faults.push({
      field: 'sms',
      text: {
        en: 'must be a phone number: digits, with + before a country code.',
        'zh-CN': '须为电话号码：仅数字，国家代码前加 +。',
      },
    });
  return faults;
}

function byKind(kinds: KindPreferenceDto[]): NoticeKindPreferences {
  return Object.fromEntries(kinds.map(({ kind, channels: wished, when }) => [kind, { channels: wished, when }]));
}

function listed(kinds: NoticeKindPreferences): KindPreferenceJson[] {
  return Object.entries(kinds).map(([kind, { channels: wished, when }]) => ({ kind, channels: wished, when }));
}

function json(wish: NoticePreferences | undefined): PreferencesJson {
  const {
    kinds = {},
    timeZone = null,
    quietFrom = null,
    quietUntil = null,
    digestAt = '08:00',
    language = null,
    chat = null,
    sms = null,
  } = wish ?? {};
  return {
    kinds: listed(kinds),
    timeZone: timeZone && (readableZone(timeZone) ?? timeZone), // kept from before the check

    quietFrom,
    quietUntil,
    digestAt,
    language,
    chat,
    sms,
    always: mandatoryNoticeKinds,
  };
}
