/** The sign-in, and back to this page afterwards. */
export const signInAddress = (path: string): string => `/app/sign-in?next=${encodeURIComponent(path)}`

/** The page to go on with after signing in: one of our own, whatever the address says; else one's applications. */
export const nextAfterSignIn = (next: string | undefined): string =>
  next && /^\/app\/[\w/.-]*$/.test(next) && !next.includes('..') ? next : '/app/applications'
