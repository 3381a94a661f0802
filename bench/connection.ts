import { createConnection, type Socket } from 'node:net'

/** One keep-alive connection with one request at a time. */
export class Connection {
  readonly #socket: Socket
  #received: Buffer[] = []
  #length = 0
  #whole = Number.POSITIVE_INFINITY
  #done: ((answer: string) => void) | null = null

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => this.#take(chunk))
  }

  static to(port: number): Promise<Connection> {
    return new Promise((done, fail) => {
      const socket = createConnection({ port, host: '127.0.0.1' }, () => done(new Connection(socket)))
      socket.once('error', fail)
    })
  }

  post(path: string, cookie: string): Promise<string> {
    return new Promise((done) => {
      this.#done = done
      this.#socket.write(`POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: ${cookie}\r\ncontent-length: 0\r\n\r\n`)
    })
  }

  end(): void {
    this.#socket.destroy()
  }

  #take(chunk: Buffer): void {
    this.#received.push(chunk)
    this.#length += chunk.length
    if (this.#whole === Number.POSITIVE_INFINITY) {
      const head = Buffer.concat(this.#received).toString('latin1')
      const end = head.indexOf('\r\n\r\n')
      const length = /content-length: (\d+)/i.exec(head)?.[1]
      if (end < 0) return
      if (length === undefined) throw new Error(`an answer without a length: ${head}`)
      this.#whole = end + 4 + Number(length)
    }
    if (this.#length < this.#whole) return
    const answer = Buffer.concat(this.#received).toString()
    this.#received = []
    this.#length = 0
    this.#whole = Number.POSITIVE_INFINITY
    this.#done?.(answer)
  }
}
