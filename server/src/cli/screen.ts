/** What a long command shows of itself: a bar where somebody looks on, a line for each tenth in a log, and faults between. */

export interface Screen {
  line(text: string): void
  /** To the stream of errors. */
  fault(text: string): void
  progress(done: number, total: number): void
  /** Leaves the last line as it is. Idempotent. */
  close(): void
}

interface Stream {
  readonly isTTY?: boolean
  write(text: string): unknown
}

/** Signs of the bar, and milliseconds between two drawings of it. */
const barLength = 30
const drawEvery = 80

export function createScreen(out: Stream, err: Stream, now: () => number = () => performance.now()): Screen {
  const isSeen = out.isTTY === true
  let shown = ''
  let drawnAt = Number.NEGATIVE_INFINITY
  let tenth = 0

  function clear(): void {
    if (shown !== '') out.write('\r\u001B[2K')
    shown = ''
  }

  function draw(done: number, total: number): void {
    const at = now()
    if (done < total && at - drawnAt < drawEvery) return
    drawnAt = at
    const full = Math.round((done / total) * barLength)
    clear()
    shown = `[${'#'.repeat(full)}${'-'.repeat(barLength - full)}] ${share(done, total)}  ${numbers(done, total)}`
    out.write(shown)
    if (done < total) return
    // What is said after it stands below it.
    out.write('\n')
    shown = ''
  }

  function write(stream: Stream, text: string): void {
    const bar = shown
    clear()
    stream.write(`${printable(text)}\n`)
    if (bar !== '') {
      shown = bar
      out.write(bar)
    }
  }

  return {
    line: (text) => write(out, text),
    fault: (text) => write(err, text),
    progress(done, total) {
      if (total === 0) return
      if (isSeen) return draw(done, total)
      const reached = Math.floor((done / total) * 10)
      if (reached > tenth) out.write(`${share(done, total)}  ${numbers(done, total)}\n`)
      tenth = reached
    },
    close() {
      if (shown !== '') out.write('\n')
      shown = ''
    },
  }
}

const share = (done: number, total: number): string => `${Math.floor((done / total) * 100)} %`.padStart(5)
const numbers = (done: number, total: number): string =>
  `${done.toLocaleString('en')} of ${total.toLocaleString('en')} files`

/** Names and texts of files may hold what a terminal would obey. */
const printable = (text: string): string => text.replace(/\p{Cc}/gu, '\uFFFD')
