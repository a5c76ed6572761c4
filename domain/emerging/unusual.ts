/** Fewer callers are no cluster, however quiet it is there otherwise. */
export const leastCallers = 3;
/** So seldom may as many come by chance, at the rate that is usual there. */
export const unusualBelow = 0.001;

/** The chance of `count` or more where `mean` are usual and each comes by itself (Poisson); 0 to 1. */
export function chanceOfAtLeast(count: number, mean: number): number {
  if (count === 0) return 1;
  // Away from the mean, where each term is less than the one before, so that no digits are lost.
  const [from, step] = count > mean ? [count, 1] : [count - 1, -1];
  let term = Math.exp(logOfExactly(from, mean));
  let sum = 0;
  for (let n = from; n >= 0 && term > sum * 1e-15; n += step) {
    sum += term;
    term *= step === 1 ? mean / (n + 1) : n / mean;
  }
  return step === 1 ? sum : 1 - sum;
}

function logOfExactly(count: number, mean: number): number {
  let log = -mean;
  for (let n = 1; n <= count; n += 1) log += Math.log(mean / n);
  return log;
}

/**
 * How many are usual in such hours, by what came in the same hours of the weeks before. One week with one caller more is
 * added: where nothing is known yet, one is usual, and a single quiet week proves little.
 */
export function usualNumber(callersBefore: number, weeks: number): number {
  return (callersBefore + 1) / (weeks + 1);
}
