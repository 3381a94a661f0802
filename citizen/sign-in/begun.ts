const key = 'signing-in'

/** A sign-in that waits for its e-mail: the address and where to go afterwards. Kept for this tab: phones drop pages while the mail is read. */
export interface Begun {
  readonly email: string
  readonly next: string
}

/** Remembers where to send the code and where to go afterwards. */
export const rememberBegun = (waiting: Begun): void => sessionStorage.setItem(key, JSON.stringify(waiting))

/** The sign-in under way in this tab, if any. */
export function begun(): Begun | null {
  const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null')
  if (typeof kept !== 'object' || kept === null || !('email' in kept) || !('next' in kept)) return null
  return { email: String(kept.email), next: String(kept.next) }
}

/** Forgets it once she is in. */
export const forgetBegun = (): void => sessionStorage.removeItem(key)
