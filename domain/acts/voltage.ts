/**
 * How a customer is supplied, as W-8 tells voltages apart: 35 kV and above; three-phase at 10 kV and below; 220 V
 * single-phase.
 */
export const voltageLevels = {
  '35kv-and-above': ['35千伏及以上', '35 kV and above'],
  '10kv-and-below': ['10千伏及以下三相', '10 kV and below, three phases'],
  '220v': ['220伏单相', '220 V, single phase'],
} as const;
export type VoltageLevel = keyof typeof voltageLevels;

/** What was read where the customer takes the supply: highest and lowest voltage, in volts. */
export interface VoltageReading {
  level: VoltageLevel;
  nominalVolts: number;
  highestVolts: number;
  lowestVolts: number;
  /** The power system is not in its normal state. */
  abnormal?: boolean;
  /** The customer's power factor is below what the supply rules ask: the limits do not hold then. */
  powerFactorTooLow?: boolean;
}

export type VoltageVerdict = 'within' | 'outside' | 'not-judged';

/** The nominal voltages of a level, in volts. */
const nominal: Record<VoltageLevel, { from: number; to: number }> = {
  '35kv-and-above': { from: 35_000, to: 1_100_000 },
  '10kv-and-below': { from: 100, to: 10_000 },
  '220v': { from: 220, to: 220 },
};

/** Whether a nominal voltage belongs to the level. */
export function isOfLevel(level: VoltageLevel, nominalVolts: number): boolean {
  return nominalVolts >= nominal[level].from && nominalVolts <= nominal[level].to;
}

/**
 * W-8 to the millivolt, the limit itself still within: 35 kV and above, the absolute deviations up and down together 10
 * % of nominal; three-phase at 10 kV and below ±7 %; 220 V +7 % / −10 %; in an abnormal state ±10 % for all; not judged
 * where the power factor is too low. Where both readings lie on one side of nominal, the other deviation is nought.
 */
export function judgeVoltage(reading: VoltageReading): VoltageVerdict {
  if (reading.powerFactorTooLow) return 'not-judged';
  const { nominalMv, upMv, downMv } = deviations(reading);
  const isUpTo = (deviationMv: number, percent: number) => deviationMv * 100 <= nominalMv * percent;
  return isWithin() ? 'within' : 'outside';

  function isWithin(): boolean {
    if (reading.abnormal) return isUpTo(upMv, 10) && isUpTo(downMv, 10);
    switch (reading.level) {
      case '35kv-and-above':
        return isUpTo(upMv + downMv, 10);
      case '10kv-and-below':
        return isUpTo(upMv, 7) && isUpTo(downMv, 7);
      case '220v':
        return isUpTo(upMv, 7) && isUpTo(downMv, 10);
    }
  }
}

/** Whole millivolts: 235.4 V is exactly 7 % above 220 V, which it is not in binary fractions of a volt. */
function deviations({ nominalVolts, highestVolts, lowestVolts }: VoltageReading): {
  nominalMv: number;
  upMv: number;
  downMv: number;
} {
  const [nominalMv, highestMv, lowestMv] = [nominalVolts, highestVolts, lowestVolts].map((volts) =>
    Math.round(volts * 1_000),
  ) as [number, number, number];
  return { nominalMv, upMv: Math.max(0, highestMv - nominalMv), downMv: Math.max(0, nominalMv - lowestMv) };
}
