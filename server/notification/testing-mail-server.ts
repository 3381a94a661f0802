import { createServer, type Socket } from 'node:net'

/** A mail server of the tests: keeps what it is given, and answers what it is told to. */
export interface MailServer {
  readonly url: string
  readonly letters: string[]
  /** The answer to a recipient: 250 takes the letter, 451 asks for another try. `refused@…` gets a 550. */
  answer: number
  readonly stop: () => Promise<void>
}

/** Speaks as much SMTP (RFC 5321) as one letter needs. */
export async function startMailServer(): Promise<MailServer> {
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket)).on('error', () => undefined)
    let text = ''
    let inLetter = false
    const say = (line: string) => socket.write(`${line}\r\n`)
    say('220 test')
    socket.on('data', (chunk) => {
      text += chunk.toString('utf8')
      for (
        let end = text.indexOf(inLetter ? '\r\n.\r\n' : '\r\n');
        end >= 0;
        end = text.indexOf(inLetter ? '\r\n.\r\n' : '\r\n')
      ) {
        const line = text.slice(0, end)
        text = text.slice(end + (inLetter ? 5 : 2))
        if (inLetter) {
          mail.letters.push(line)
          inLetter = false
          say('250 kept')
        } else if (line.startsWith('RCPT')) say(line.includes('refused@') ? '550 no' : `${mail.answer} as told`)
        else if (line === 'DATA') {
          inLetter = true
          say('354 go on')
        } else say(line === 'QUIT' ? '221 bye' : '250 yes')
      }
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const mail: MailServer = {
    url: `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    letters: [],
    answer: 250,
    stop: async () => {
      for (const socket of open) socket.destroy()
      await new Promise<void>((done) => server.close(() => done()))
    },
  }
  return mail
}
