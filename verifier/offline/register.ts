/** After the first page is drawn: install the service worker, which keeps the app for aeroplane mode. */
export function registerWorker(): void {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return
  // Without a worker the app works, only not offline: a browser in private mode may refuse one.
  const start = () =>
    void navigator.serviceWorker.register('/verifier/worker.js', { scope: '/verifier/' }).catch(() => undefined)
  if (document.readyState === 'complete') start()
  else addEventListener('load', start, { once: true })
}
