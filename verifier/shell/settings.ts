import { signal } from '@preact/signals'

// What the officer chose, and what kind of service this is. Nothing of a certificate is ever written here.

/** The country of arrival, ISO 3166-1 alpha-2; empty where none was chosen. */
export const country = signal('')

/** Is the verdict to be heard too? */
export const sound = signal(true)

/** A page of somebody else is no place to leave anything in: there nothing is remembered. */
let isOurs = false

function remembered(name: string): string | null {
  try {
    return localStorage.getItem(`verifier.${name}`)
  } catch {
    return null
  }
}

/** Remembers a choice on this device; a browser that refuses storage forgets it with the page. */
export function remember(name: 'country' | 'sound' | 'service', value: string): void {
  if (!isOurs) return
  try {
    localStorage.setItem(`verifier.${name}`, value)
  } catch {
    // Private mode: the choice holds until the page is closed.
  }
}

/** Takes what this device remembers; answers what it last learned of the service, as it was written down. */
export function recall(): string | null {
  isOurs = true
  country.value = remembered('country') ?? ''
  sound.value = remembered('sound') !== 'off'
  return remembered('service')
}

/** Chooses the country of arrival. */
export function chooseCountry(code: string): void {
  country.value = code
  remember('country', code)
}

/** Switches the sound. */
export function switchSound(): void {
  sound.value = !sound.value
  remember('sound', sound.value ? 'on' : 'off')
}
