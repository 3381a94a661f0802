import { checkBest, checkText, clear } from '../check/showing.ts'
import { wakeSpeaker } from '../verdict/sound.ts'
import { Wedge } from './wedge.ts'

/** So long no key came, where a scanner that ends with no key is at its end: milliseconds. */
const quiet = 300
/** A timer that is later than this tells of a page that was busy: keys may be waiting. */
const busy = 50

const isField = (target: EventTarget | null | undefined): target is HTMLTextAreaElement =>
  target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement

/** Where keys are heard: the whole document, or for an element in the page of somebody else whose fields are left alone. */
export interface Hearing {
  /** Whose fields these are; null: all that there are. */
  readonly within: ShadowRoot | null
}

/** What was done, to be undone. */
export type Undo = () => void

class Ear {
  readonly #wedge = new Wedge()
  readonly #within: ShadowRoot | null
  #field: HTMLTextAreaElement | null = null
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor({ within }: Hearing) {
    this.#within = within
  }

  hear(event: KeyboardEvent): void {
    // With AltGr a scanner writes signs of some layouts; a key that is held down is none of a scanner.
    const command = event.ctrlKey || event.metaKey || event.altKey
    if (event.repeat || (command && !event.getModifierState('AltGraph'))) return
    const [target] = event.composedPath()
    this.#field = isField(target) ? target : null
    if (this.#within && this.#field && this.#field.getRootNode() !== this.#within) return
    wakeSpeaker()
    if (event.key === 'Escape') clear()
    const { key, code, shiftKey: shift, timeStamp: at } = event
    const { taken, texts } = this.#wedge.press({ key, code, shift, at })
    // A blank would press the button that has the focus, a slash open the search of the page.
    if (taken && (!this.#field || texts)) event.preventDefault()
    this.#check(texts)
    this.#waitForPause()
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  #check(texts: readonly string[] | null): void {
    if (!texts) return
    if (this.#field) this.#field.value = ''
    void checkBest(texts)
  }

  #waitForPause(): void {
    clearTimeout(this.#timer)
    const due = performance.now() + quiet
    this.#timer = setTimeout(() => {
      if (performance.now() - due > busy) this.#waitForPause()
      else this.#check(this.#wedge.pause())
    }, quiet)
  }
}

/** Hears what a hand scanner types, from the first key on, and Escape, which clears the screen. */
export function hearKeys(hearing: Hearing): Undo {
  const ear = new Ear(hearing)
  const hear = (event: KeyboardEvent) => ear.hear(event)
  document.addEventListener('keydown', hear, { capture: true })
  const first = globalThis.firstKeys
  first?.stop()
  for (const event of first?.events ?? []) ear.hear(event)
  globalThis.firstKeys = undefined
  return () => {
    ear.stop()
    document.removeEventListener('keydown', hear, { capture: true })
  }
}

/** Takes a text that is pasted outside of a field. */
export function hearPaste(event: ClipboardEvent): void {
  const text = event.clipboardData?.getData('text/plain') ?? ''
  if (isField(event.composedPath()[0]) || text === '') return
  event.preventDefault()
  void checkText(text)
}

/** Hears what is typed and pasted anywhere on the page. */
export function listen(): void {
  hearKeys({ within: null })
  document.addEventListener('pointerdown', wakeSpeaker)
  document.addEventListener('paste', hearPaste)
  // A page that the browser keeps for the way back must not keep a traveller.
  addEventListener('pagehide', clear)
}
