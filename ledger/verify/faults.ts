/** What is wrong with the record of a case (`number` may also name a rulebook); `seq` where one entry is at fault. */
export interface VerifyFault {
  number: string;
  seq?: number;
  what: string;
}

/** A fault of a case whose number is named elsewhere. */
export type CaseFault = Omit<VerifyFault, 'number'>;
