/**
 * Waits until it is so. An error while looking means "not yet", as on a busy machine where a call runs out of time; where
 * the time is up, the last one is the cause.
 */
export async function eventually(is: () => Promise<boolean>, atMostMs = 120_000): Promise<void> {
  let cause: unknown;
  for (const giveUpAt = Date.now() + atMostMs; Date.now() < giveUpAt;) {
    try {
      if (await is()) return;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`It did not come about within ${atMostMs / 1000} s.`, { cause });
}
