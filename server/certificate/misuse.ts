/** What cannot be done as asked; its message is one line for the person at the terminal. */
export class Misuse extends Error {}

/** The first sentence of an error as a misuse: Node explains further than a line. */
export const misuseOf = (cause: unknown): Misuse =>
  new Misuse(cause instanceof Error ? cause.message.split('. ')[0] : String(cause), { cause })
