import { effect, signal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'

/** What a key does on the screen that is open. */
export type Shortcuts = { readonly [key: string]: () => void }

const preference = 'workbench.shortcuts'

/** May single keys act (WCAG 2.1.4)? A preference of this browser, nothing secret. */
export const shortcutsOn = signal(localStorage.getItem(preference) !== 'off')
effect(() => localStorage.setItem(preference, shortcutsOn.value ? 'on' : 'off'))

const stack: { current: Shortcuts }[] = []

/** Somebody is typing or choosing: keys belong to the control. An input method at work (isComposing) always types. */
function isTyping(event: KeyboardEvent): boolean {
  if (event.isComposing) return true
  const target = event.target instanceof HTMLElement ? event.target : null
  return target !== null && (target.isContentEditable || target.matches('input, textarea, select, [role=textbox]'))
}

/** Enter on a link or a button is the link's or the button's own. */
const isPressing = ({ key, target }: KeyboardEvent): boolean =>
  key === 'Enter' && target instanceof HTMLElement && target.matches('a, button, summary')

function press(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
  if (isTyping(event) || isPressing(event)) return
  if (document.querySelector('dialog[open]')) return
  // The question mark opens the help that turns the shortcuts on again.
  if (!shortcutsOn.value && event.key !== '?') return
  for (const { current } of stack.toReversed()) {
    const act = current[event.key]
    if (!act) continue
    event.preventDefault()
    act()
    return
  }
}

/** Begins to listen to the keyboard. */
export function listenToShortcuts(): void {
  addEventListener('keydown', press)
}

/** Gives keys to the screen while it is open; a later screen goes before an earlier one. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const mine = useRef(shortcuts)
  mine.current = shortcuts
  useLayoutEffect(() => {
    stack.push(mine)
    return () => {
      stack.splice(stack.indexOf(mine), 1)
    }
  }, [])
}
