// The service worker: makes pages start where there is no network. It keeps the first page and the files of the build that
// the field needs, and nothing that the desk answers. What waits to be sent lies with the page, as some browsers have no worker.
const files = ['FILES'];
const cacheName = 'banjie-VERSION';
const firstPage = '/';

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(cacheName)
      // The first page stands for whoever asks for a page.
      .then((cache) => cache.addAll([new Request(firstPage, { headers: { accept: 'text/html' } }), ...files]))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== cacheName).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  // A page comes from the desk where it answers: it names the files of the newest build.
  if (request.mode === 'navigate') {
    if (!/^\/(v1|c|docs|openapi\.json|healthz|readyz)(\/|$)/.test(pathname)) event.respondWith(page(request));
  } else if (files.includes(pathname)) {
    event.respondWith(caches.match(pathname).then((kept) => kept ?? fetch(request)));
  }
});

async function page(request) {
  try {
    const answer = await fetch(request);
    if (answer.status < 500) return answer;
  } catch {
    // No network: the page that is kept.
  }
  return (await caches.match(firstPage)) ?? Response.error();
}
