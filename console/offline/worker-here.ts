/**
 * Has the pages of the field start without a network (`worker.js`): their files are kept by the browser. Only where the
 * browser can; what waits to be sent does not depend on it.
 */
export function keepPagesHere(): void {
  if ('serviceWorker' in navigator) void navigator.serviceWorker.register('/worker.js').catch(() => undefined);
}
