import { shortcutsOn } from './shortcuts.ts'

/** The key that does the same, shown while single keys act. */
export function Key({ children }: { readonly children: string }) {
  return shortcutsOn.value ? <kbd aria-hidden="true">{children}</kbd> : null
}
