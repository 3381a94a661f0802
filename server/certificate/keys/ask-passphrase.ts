import { NotDone } from './refused.ts'

/** Fewer characters than this are guessed. */
const shortestPassphrase = 16

/** The passphrase that takes the place of the one before: of the settings, else typed twice. Throws `NotDone` where it is too short. */
export async function askNewPassphrase(given: string | null): Promise<string> {
  if (given === null) return typedTwice('New passphrase of the keys: ')
  return longEnough(given)
}

function longEnough(passphrase: string): string {
  if (passphrase.length >= shortestPassphrase) return passphrase
  throw new NotDone(`The passphrase needs at least ${shortestPassphrase} characters.`)
}

async function typedTwice(question: string): Promise<string> {
  const typed = await ask(question)
  if ((await ask('The same once more: ')) !== typed) throw new NotDone('These were two different passphrases.')
  return typed
}

/** Asks on the terminal, showing nothing of what is typed; twice where it is a new one. Throws `NotDone` where there is no terminal, what was typed is too short, or not twice the same. */
export async function askPassphrase(twice: boolean): Promise<string> {
  return twice ? typedTwice('Passphrase of the keys: ') : ask('Passphrase of the keys: ')
}

async function ask(question: string): Promise<string> {
  const { stdin, stderr } = process
  if (!stdin.isTTY)
    throw new NotDone(
      'The passphrase of the keys is missing: set CONSULAR_CERTIFICATE_PASSPHRASE, or type it on a terminal.',
    )
  stderr.write(question)
  stdin.setRawMode(true)
  try {
    return longEnough(await readLine(stdin))
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
