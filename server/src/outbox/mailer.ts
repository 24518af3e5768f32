/** Sends mail through the server of `SMTP_URL`. Knows nothing of what is mailed. */
import { createTransport } from 'nodemailer'
import type { Mail } from './reply-mail.ts'

/** A server that does not answer is tried again by the outbox, not waited for. */
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 }

/**
 * @param smtpUrl such as `smtps://user:secret@mail.example.com/?from=help@example.com`; without `from`, the user is the
 *   sender where it is an address, else `docent@` the server's name
 */
export function createMailer(smtpUrl: string): { send(mail: Mail): Promise<void>; close(): void } {
  const url = new URL(smtpUrl)
  const user = decodeURIComponent(url.username)
  const from = url.searchParams.get('from') ?? (user.includes('@') ? user : `docent@${url.hostname}`)
  const transport = createTransport({
    host: url.hostname,
    port: Number(url.port) || (url.protocol === 'smtps:' ? 465 : 587),
    secure: url.protocol === 'smtps:',
    ...(user && { auth: { user, pass: decodeURIComponent(url.password) } }),
    ...patience,
  })
  const domain = from.split('@').at(-1) ?? url.hostname
  return {
    async send({ messageId, ...mail }) {
      await transport.sendMail({ ...mail, from, messageId: `<${messageId}@${domain}>` })
    },
    close: () => transport.close(),
  }
}
