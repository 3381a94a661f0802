// A piece of its own that the browser runs before all others, while the page is still being fetched: a scanner does not wait for it. It imports nothing.

/** The keys that were pressed before the page listened, and how it takes them over. */
export interface FirstKeys {
  readonly events: readonly KeyboardEvent[]
  /** Collects no more. */
  readonly stop: () => void
}

declare global {
  // A property of the global object is declared by `var` alone.
  // oxlint-disable-next-line no-var
  var firstKeys: FirstKeys | undefined
}

{
  const events: KeyboardEvent[] = []
  const collect = (event: KeyboardEvent): void => {
    events.push(event)
    // A slash would open the search of the page, and the focus be gone before the rest comes.
    if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) event.preventDefault()
  }
  addEventListener('keydown', collect, { capture: true })
  globalThis.firstKeys = { events, stop: () => removeEventListener('keydown', collect, { capture: true }) }
}
