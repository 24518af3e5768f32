/** A socket opens a log: it joins the log's room, and gets a page. Knows no log of its own. */
import type { Reply } from '@docent/protocol'
import type { Line } from './sessions.ts'

interface Options<Page> {
  readonly line: Line
  readonly room: string
  /** The conversation, where the speaker may see it. */
  readonly found: Promise<object | null>
  readonly read: () => Promise<Reply<Page>>
}

/** Joined before the page is read: what is stored in between arrives twice rather than not at all [SYN1]. */
export async function joinAndRead<Page>({ line, room, found, read }: Options<Page>): Promise<Reply<Page>> {
  if (await found) line.join(room)
  const page = await read()
  // It changed hands between the look and the joining.
  if (!page.ok) line.leave(room)
  return page
}
