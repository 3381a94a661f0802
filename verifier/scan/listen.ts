import { checkBest, checkText, clear } from '../check/showing.ts'
import { wakeSpeaker } from '../verdict/sound.ts'
import { Wedge } from './wedge.ts'

const isField = (target: EventTarget | null): target is HTMLTextAreaElement =>
  target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement

/** Hears what a hand scanner types and what is pasted anywhere on the page, and Escape, which clears the screen. */
export function listen(): void {
  const wedge = new Wedge()
  const keyDown = (event: KeyboardEvent) => {
    // With AltGr a scanner writes signs of some layouts; a key that is held down is none of a scanner.
    const command = event.ctrlKey || event.metaKey || event.altKey
    if (event.repeat || (command && !event.getModifierState('AltGraph'))) return
    wakeSpeaker()
    if (event.key === 'Escape') clear()
    const { key, code, shiftKey: shift, timeStamp: at } = event
    const { taken, texts } = wedge.press({ key, code, shift, at })
    const { target } = event
    const field = isField(target) ? target : null
    // A blank would press the button that has the focus, a slash open the search of the page.
    if (taken && (!field || texts)) event.preventDefault()
    if (!texts) return
    if (field) field.value = ''
    void checkBest(texts)
  }
  document.addEventListener('keydown', keyDown, { capture: true })
  document.addEventListener('pointerdown', wakeSpeaker)
  document.addEventListener('paste', (event) => {
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (isField(event.target) || text === '') return
    event.preventDefault()
    void checkText(text)
  })
  // A page that the browser keeps for the way back must not keep a traveller.
  addEventListener('pagehide', clear)
}
