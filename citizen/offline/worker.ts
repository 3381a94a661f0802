/// <reference lib="webworker" />
// The offline promise, readable in a minute: the app itself and the directory of missions work in aeroplane mode after the first visit.
// Answers of /api are personal and are never kept here.

import { deliver } from '../sos/deliver.ts'

declare const self: ServiceWorkerGlobalScope & typeof globalThis
declare const SHELL_OF_THIS_BUILD: { readonly version: string; readonly files: readonly string[] }

const shell = SHELL_OF_THIS_BUILD
const shellPrefix = 'shell-'
const shellName = `${shellPrefix}${shell.version}`
const packName = 'pack'

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

/** Every navigation inside the app is the one page; but for the page about nothing, to which somebody leaves at once. */
async function page(request: Request): Promise<Response> {
  if (new URL(request.url).pathname.endsWith('.html')) return kept(request)
  return (await caches.match('/app/', { cacheName: shellName })) ?? fetch('/app/')
}

async function kept(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? (request.url.endsWith('.wasm') ? fetchAndKeep(request) : fetch(request))
}

/** The program that reads codes: fetched when somebody first scans one, kept from then on. */
async function fetchAndKeep(request: Request): Promise<Response> {
  const response = await fetch(request)
  if (response.ok) await (await caches.open(shellName)).put(request, response.clone())
  return response
}

async function fetchPack(request: Request): Promise<Response> {
  const response = await fetch(request.url, { cache: 'no-cache' })
  if (response.ok) await (await caches.open(packName)).put(request.url, response.clone())
  return response
}

/** The directory: what is kept, at once; what is new, for the next time. */
async function pack(event: FetchEvent): Promise<Response> {
  const known = await caches.match(event.request.url, { cacheName: packName })
  if (!known) return fetchPack(event.request)
  event.waitUntil(fetchPack(event.request).catch(() => undefined))
  return known
}

async function warm(files: readonly string[]): Promise<void> {
  const cache = await caches.open(packName)
  for (const file of files)
    if (!(await cache.match(file))) await fetchPack(new Request(new URL(file, self.location.origin)))
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
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (pathname.startsWith('/pack/')) event.respondWith(pack(event))
  else if (!pathname.startsWith('/app/')) return
  else event.respondWith(request.mode === 'navigate' ? page(request) : kept(request))
})

/** The page names the files of the directory once it has been drawn, so that they do not slow its first load. */
self.addEventListener('message', (event: ExtendableMessageEvent) => {
  const files: unknown = event.data
  if (Array.isArray(files))
    event.waitUntil(warm(files.filter((file): file is string => typeof file === 'string' && file.startsWith('/pack/'))))
})

/** What was sent from the ministry's service: neutral words alone. It is shown as it is, for a browser wants every push to be seen. */
self.addEventListener('push', (event) => {
  const {
    title = '',
    body = '',
    path = '/app/',
  } = (event.data?.json() ?? {}) as {
    readonly title?: string
    readonly body?: string
    readonly path?: string
  }
  event.waitUntil(self.registration.showNotification(title, { body, tag: 'consular', data: { path } }))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const { path } = event.notification.data as { readonly path: string }
  event.waitUntil(self.clients.openWindow(path.startsWith('/app/') ? path : '/app/'))
})

interface SyncEvent extends ExtendableEvent {
  readonly tag: string
}

/** A cry for help that waited for a line: the browser wakes this when there is one, also when no page is open. What fails is tried again by the browser. */
self.addEventListener('sync' as 'message', (event: ExtendableEvent) => {
  if ((event as SyncEvent).tag !== 'sos') return
  const all = async () => {
    if (!(await deliver())) throw new Error('Something still waits')
  }
  event.waitUntil(all())
})
