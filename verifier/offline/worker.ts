/// <reference lib="webworker" />
// The offline promise: the verifier itself, with the program that reads codes, works in aeroplane mode after the first visit. The trust list and the rules are
// kept by the page (trust/keep.ts), which says how old they are. What is verified is never kept anywhere.

declare const self: ServiceWorkerGlobalScope & typeof globalThis
declare const SHELL_OF_THIS_BUILD: { readonly version: string; readonly files: readonly string[] }

const shell = SHELL_OF_THIS_BUILD
const shellPrefix = 'verifier-shell-'
const shellName = `${shellPrefix}${shell.version}`

/** The whole app, fetched anew: a stale copy from the browser's cache would be kept for long. */
async function keepShell(): Promise<void> {
  const cache = await caches.open(shellName)
  await cache.addAll(shell.files.map((file) => new Request(file, { cache: 'no-cache' })))
}

/** An open page may still ask for pieces of the version before: two versions stay, older ones go. */
async function forgetOldShells(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(shellPrefix) && name !== shellName)
  await Promise.all(names.slice(0, -1).map((name) => caches.delete(name)))
}

/** Every navigation inside the app is the one page. */
async function page(): Promise<Response> {
  return (await caches.match('/verifier/', { cacheName: shellName })) ?? fetch('/verifier/')
}

async function kept(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request)
}

self.addEventListener('install', (event) => {
  event.waitUntil(keepShell().then(() => self.skipWaiting()))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOldShells().then(() => self.clients.claim()))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin || !pathname.startsWith('/verifier/')) return
  event.respondWith(request.mode === 'navigate' ? page() : kept(request))
})
