/** An amount in hundredths of a yuan as it is written in both languages: ¥30.00. */
export const moneyText = (cents: number): string => `¥${(cents / 100).toFixed(2)}`;
