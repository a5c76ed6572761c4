import type { Text } from '../text.js';
import type { EmergingGroup } from './emerging.js';

/** Why a group stands out, as a sentence: what came, what is usual, how likely that is by chance. */
export function whyEmerging(
  { numbers, callers, callersBefore, usual, chance }: Omit<EmergingGroup, 'kind' | 'matter' | 'level' | 'place'>,
  hours: number,
  weeks: number,
): Text {
  const rate = usual < 0.1 ? '0.1' : usual.toFixed(1);
  const [zhLess, enLess] = usual < 0.1 ? ['不到 ', 'less than '] : ['', ''];
  const [zhOdds, enOdds] = oddsOf(chance);
  return {
    'zh-CN': `最近 ${hours} 小时有 ${callers} 位来电人的 ${numbers.length} 件案件；${
      weeks === 0
        ? '尚无前几周的记录，按平时 1 位计算'
        : `此处同一时段通常${zhLess} ${rate} 位（前 ${weeks} 周同一时段共 ${callersBefore} 位）`
    }。按平时情况偶然出现的可能性约为 ${zhOdds}。`,
    en: `${numbers.length} cases of ${callers} callers in the last ${hours} hours; ${
      weeks === 0
        ? 'no weeks before are on record, so 1 is taken as usual'
        : `${enLess}${rate} are usual here (${callersBefore} in the same hours of the ${weeks} weeks before)`
    }. The chance that so many come by accident is about ${enOdds}.`,
  };
}

/** 1 in so many, in round numbers. */
function oddsOf(chance: number): [string, string] {
  const one = 1 / Math.max(chance, 1e-9);
  const round = Number(one.toPrecision(1));
  if (round >= 1_000_000) return ['百万分之一以下', '1 in a million or less'];
  return [`${round.toLocaleString('en-US')} 分之一`, `1 in ${round.toLocaleString('en-US')}`];
}
