/** What cannot be done as asked. The command answers with its usage and the exit status 2. */
export class Misuse extends Error {}

/** A file that cannot be used as asked: one line says all of it. */
export class Unusable extends Misuse {}

/** The first sentence of an error as a misuse: Node explains further than a line. */
export const misuseOf = (cause: unknown): Misuse =>
  new Misuse(cause instanceof Error ? cause.message.split('. ')[0] : String(cause), { cause })

/** What a command says of a misuse. */
export const complaintOf = (misuse: Misuse, usage: string): string =>
  misuse instanceof Unusable ? `${misuse.message}\n` : `${misuse.message}\n\n${usage}`
