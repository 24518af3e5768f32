/** A mail server as far as a sender sees one: takes mails and keeps them, or refuses the next few. For tests. */
import { createServer, type Socket } from 'node:net'

export interface SmtpInbox {
  readonly url: string
  /** Mails that were taken, with their headers. */
  mails(): readonly string[]
  /** Deliveries that were refused. */
  refused(): number
  refuse(count: number): void
  close(): Promise<void>
}

export async function openSmtpInbox(): Promise<SmtpInbox> {
  const mails: string[] = []
  const sockets = new Set<Socket>()
  let toRefuse = 0
  let refused = 0

  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    let data: string | null = null
    let rest = ''
    const say = (line: string) => socket.write(`${line}\r\n`)
    const hear = (line: string) => {
      if (data !== null) {
        if (line !== '.') {
          data += `${line}\n`
          return
        }
        mails.push(data)
        data = null
        say('250 taken')
        return
      }
      const verb = line.slice(0, 4).toUpperCase()
      if (verb === 'DATA') {
        data = ''
        say('354 go on')
      } else if (verb === 'RCPT' && toRefuse > 0) {
        toRefuse -= 1
        refused += 1
        say('451 try again later')
      } else if (verb === 'QUIT') {
        say('221 bye')
        socket.end()
      } else {
        say('250 ok')
      }
    }
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString()).split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) hear(line)
    })
    say('220 inbox')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `smtp://127.0.0.1:${port}/?from=help@shop.example`,
    mails: () => mails,
    refused: () => refused,
    refuse(count) {
      toRefuse += count
    },
    close() {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
