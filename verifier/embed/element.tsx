import { chooseLanguage, isLanguage, type Language } from '@consular/messages/language.ts'
import look from '@consular/ui/look.css?inline'
import { effect } from '@preact/signals'
import { render } from 'preact'
import { clear, shown } from '../check/showing.ts'
import { closeCamera } from '../scan/camera.ts'
import { hearKeys, hearPaste } from '../scan/listen.ts'
import { loadWords } from '../shell/language.ts'
import { country, sound } from '../shell/settings.ts'
import { keepFresh } from '../trust/keep.ts'
import type { Places } from '../trust/texts.ts'
import { wakeSpeaker } from '../verdict/sound.ts'
import verdictLook from '../verifier.css?inline'
import own from './embed.css?inline'
import { Panel } from './panel.tsx'
import { detailOf } from './verdict-detail.ts'

/** The looks of the app, whose root is here the element. */
function sheets(): CSSStyleSheet[] {
  return [look, verdictLook, own].map((css) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css.replaceAll(':root', ':host'))
    return sheet
  })
}

/** A page has one: a hand scanner types into the page as a whole, so that two would both answer. */
let inUse: Verifier | null = null

/**
 * `<consular-verifier>`: the verifier in the page of another site. It asks for the trust list and the rules and for nothing else, sets no cookie, keeps nothing on
 * the device, and tells the page of each verdict by the event `verdict`, whose detail is a `VerdictDetail`.
 */
export class Verifier extends HTMLElement {
  static readonly observedAttributes = ['country', 'language', 'sound']
  readonly #root = this.attachShadow({ mode: 'open' })
  #undo: (() => void)[] = []

  connectedCallback(): void {
    if (inUse) throw new Error('A page has one <consular-verifier>.')
    // oxlint-disable-next-line typescript/no-this-alias
    inUse = this
    this.#root.adoptedStyleSheets = sheets()
    this.#takeChoices()
    void this.#start()
  }

  disconnectedCallback(): void {
    if (inUse !== this) return
    inUse = null
    for (const undo of this.#undo.splice(0)) undo()
    closeCamera()
    clear()
    render(null, this.#root)
  }

  attributeChangedCallback(name: string): void {
    if (inUse !== this) return
    if (name === 'language') void loadWords(this.#language())
    else this.#takeChoices()
  }

  async #start(): Promise<void> {
    if (!('Temporal' in globalThis)) await import('temporal-polyfill/global')
    await loadWords(this.#language())
    if (inUse !== this) return
    render(<Panel pictures={this.hasAttribute('accept-picture')} />, this.#root)
    const listen = (event: 'paste' | 'pointerdown', act: (event: never) => void) => {
      this.addEventListener(event, act as EventListener)
      return () => this.removeEventListener(event, act as EventListener)
    }
    this.#undo = [
      hearKeys({ within: this.#root }),
      listen('paste', hearPaste),
      listen('pointerdown', wakeSpeaker),
      keepFresh({ places: this.#places(), keep: false }),
      effect(() => this.#tell(shown.value)),
    ]
  }

  #tell(found: typeof shown.value): void {
    if (!found) return
    const detail = detailOf(found, this.hasAttribute('disclose'))
    this.dispatchEvent(new CustomEvent('verdict', { detail, bubbles: true, composed: true }))
  }

  #takeChoices(): void {
    country.value = this.getAttribute('country') ?? ''
    sound.value = this.hasAttribute('sound')
    clear()
  }

  /** The language of the attribute, else that of the place in the page, else the browser's. */
  #language(): Language {
    const asked = this.getAttribute('language') ?? ''
    const around = this.closest('[lang]')?.getAttribute('lang')
    return isLanguage(asked) ? asked : chooseLanguage([around, ...navigator.languages].filter(Boolean).join())
  }

  /** The trust list of the attribute, else of the service that this module came from; the rules lie beside it. */
  #places(): Places {
    const trust = new URL(this.getAttribute('trust') ?? new URL('/trust/list.json', import.meta.url), document.baseURI)
    return { trust: trust.href, rules: new URL('rules.json', trust).href }
  }
}

if (!customElements.get('consular-verifier')) customElements.define('consular-verifier', Verifier)
