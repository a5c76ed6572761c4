import { act } from '../deciding/act.js';
import { number, oneOf, yesNo } from '../case/fields.js';
import { refuse } from '../refusal.js';
import { isOfLevel, judgeVoltage, voltageLevels } from './voltage.js';

const volts = { min: 0, max: 2_000_000 } as const;
/** The department whose network it is where the voltage is outside its limits. */
const operations = 'operations';

/** The facts that are set here. */
export const voltageFacts = [
  'voltage',
  'voltageVerdict',
  'voltageLevel',
  'nominalVolts',
  'highestVolts',
  'lowestVolts',
] as const;

/** W-8: a complaint about voltage is judged by readings. Outside the limits it goes to those who run the network. */
export const measureVoltage = act({
  name: { 'zh-CN': '登记电压测量', en: 'Enter voltage readings' },
  clause: 'W-8',
  from: ['recorded', 'passed', 'in-hand'],
  by: ['department', 'crew', 'centre'],
  toOneOf: ['passed'],
  fields: {
    level: oneOf('供电电压等级', 'How the customer is supplied.', voltageLevels, { label: 'Voltage level' }),
    nominalVolts: number('额定电压', 'Nominal voltage in volts.', volts),
    highestVolts: number('最高读数', 'Highest reading where the customer takes the supply, in volts.', volts),
    lowestVolts: number('最低读数', 'Lowest reading there, in volts.', volts),
    abnormal: yesNo('系统非正常状况', 'True where the power system was not in its normal state.', {
      label: 'Abnormal state of the system',
      optional: true,
    }),
    powerFactorTooLow: yesNo(
      '功率因数未达标',
      "True where the customer's power factor is below what the supply rules ask: no limit holds then.",
      { label: 'Power factor too low', optional: true },
    ),
  },
  brings: ['voltage-within', 'voltage-outside', 'voltage-not-judged', 'sent-to-operations'],
  sets: voltageFacts,
  check: ({ state, input, clause }) => {
    if (state.facts['voltage'] !== true)
      return refuse(
        'bad-input',
        'This complaint is not about voltage: record one that is (voltage).',
        '本投诉与电压无关，请登记为电压投诉。',
        clause,
      );
    if (!isOfLevel(input.level, input.nominalVolts))
      return refuse(
        'bad-input',
        `${input.nominalVolts} V is no nominal voltage of the level '${input.level}': correct one of them.`,
        `额定电压 ${input.nominalVolts} V 与电压等级不符，请更正。`,
        clause,
      );
    return input.lowestVolts > input.highestVolts
      ? refuse(
          'bad-input',
          'The lowest reading lies above the highest: correct them.',
          '最低读数高于最高读数，请更正。',
          clause,
        )
      : undefined;
  },
  effects: ({ state, input }) => {
    const verdict = judgeVoltage(input);
    const facts = {
      voltageVerdict: verdict,
      voltageLevel: input.level,
      nominalVolts: input.nominalVolts,
      highestVolts: input.highestVolts,
      lowestVolts: input.lowestVolts,
    };
    const moves = verdict === 'outside' && (state.department !== operations || state.status === 'recorded');
    return moves
      ? { to: 'passed', department: operations, facts, milestones: ['voltage-outside', 'sent-to-operations'] }
      : { facts, milestones: [`voltage-${verdict}`] };
  },
});
