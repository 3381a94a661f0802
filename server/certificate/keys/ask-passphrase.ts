import { NotDone } from './refused.ts'

/** Fewer characters than this are guessed. */
export const shortestPassphrase = 16

/** Asks on the terminal, showing nothing of what is typed. Throws `NotDone` where there is no terminal, or what was typed is too short. */
export async function askPassphrase(): Promise<string> {
  const { stdin, stderr } = process
  if (!stdin.isTTY)
    throw new NotDone(
      'The passphrase of the keys is missing: set CONSULAR_CERTIFICATE_PASSPHRASE, or type it on a terminal.',
    )
  stderr.write('Passphrase of the keys: ')
  stdin.setRawMode(true)
  try {
    const typed = await readLine(stdin)
    if (typed.length < shortestPassphrase)
      throw new NotDone(`The passphrase needs at least ${shortestPassphrase} characters.`)
    return typed
  } finally {
    stdin.setRawMode(false)
    stdin.pause()
    stderr.write('\n')
  }
}

/** Characters up to the end of the line; one can be taken back, and Ctrl-C ends it. */
async function readLine(stdin: NodeJS.ReadStream): Promise<string> {
  let typed = ''
  for await (const chunk of stdin.iterator({ destroyOnReturn: false }))
    for (const character of String(chunk)) {
      if (character === '\r' || character === '\n') return typed
      if (character === '\u0003') throw new NotDone('Nothing was done.')
      typed = character === '\u007f' || character === '\b' ? typed.slice(0, -1) : typed + character
    }
  return typed
}
