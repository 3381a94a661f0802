import { packFiles } from '../shell/pack-files.ts'

/** After the first page is drawn: install the service worker, then have it fetch the directory for aeroplane mode. */
export function registerWorker(): void {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return
  const register = async () => {
    await navigator.serviceWorker.register('/app/worker.js', { scope: '/app/' })
    const { active } = await navigator.serviceWorker.ready
    // A worker has no other origin: the rule means windows.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    active?.postMessage(Object.values(packFiles))
  }
  // Without a worker the app works, only not offline: a browser in private mode may refuse one.
  const start = () => void register().catch(() => undefined)
  if (document.readyState === 'complete') start()
  else addEventListener('load', start, { once: true })
}
