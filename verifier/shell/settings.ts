import { signal } from '@preact/signals'

// What the officer chose, and what kind of service this is. Nothing of a certificate is ever written here.

function remembered(name: string): string | null {
  try {
    return localStorage.getItem(`verifier.${name}`)
  } catch {
    return null
  }
}

/** Remembers a choice on this device; a browser that refuses storage forgets it with the page. */
export function remember(name: 'country' | 'sound' | 'service', value: string): void {
  try {
    localStorage.setItem(`verifier.${name}`, value)
  } catch {
    // Private mode: the choice holds until the page is closed.
  }
}

/** The country of arrival, ISO 3166-1 alpha-2; empty where none was chosen. */
export const country = signal(remembered('country') ?? '')

/** Is the verdict to be heard too? */
export const sound = signal(remembered('sound') !== 'off')

/** What this device last learned of the service, as it was written down. */
export const rememberedService = (): string | null => remembered('service')

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
