import type { Text } from '../text.js';
import { readableTimes } from '../time/zone.js';

/** What is known of an outage when a caller asks. Times in UTC ISO. */
export interface KnownOutage {
  status: string;
  line: Text | null;
  area: Text | null;
  /** The reason, as it was written down for callers. */
  explanation: string | null;
  endsAt: string | null;
}

/**
 * What is read out to somebody who calls about the outage (W-14.6): what is out, why, when the supply is expected back,
 * in the time of the place, and an apology. A time that has passed at `at` is not said.
 */
export function outageSentence(
  { status, line, area, explanation, endsAt }: KnownOutage,
  at: string,
  zone: string,
): Text {
  const [zhWhere, enWhere] = (['zh-CN', 'en'] as const).map((language) =>
    [line?.[language], area?.[language]].filter(Boolean).join(language === 'en' ? ', ' : '、'),
  );
  if (status === 'planned' || status === 'out') {
    const back = endsAt !== null && endsAt > at ? readableTimes(endsAt, zone) : undefined;
    const reason = explanation?.trim().replace(/[。.]+$/u, '');
    return {
      'zh-CN': `${zhWhere || '您所在的区域'}${status === 'out' ? '目前停电' : '即将停电'}，${reason ? `原因：${reason}` : '原因正在核实'}。${
        back ? `预计 ${back['zh-CN']} 恢复供电` : '恢复时间确定后告知您'
      }。给您带来不便，敬请谅解。`,
      en: `The supply is ${status === 'out' ? 'off' : 'going to be off'}${enWhere ? ` (${enWhere})` : ' where you are'}; ${
        reason ? `the reason: ${reason}` : 'the reason is being looked into'
      }. ${back ? `It is expected back by ${back.en}` : 'We tell you as soon as it is known when it will be back'}. We apologise for it.`,
    };
  }
  return {
    'zh-CN': `${zhWhere || '该区域'}已恢复供电，请问您家中是否已来电？`,
    en: `The supply is back${enWhere ? ` (${enWhere})` : ''}: is it back at your place too?`,
  };
}
