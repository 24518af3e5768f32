/** Asks the person at the terminal. Knows nothing of what is asked. */
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'

export interface Prompt {
  /** False where nobody can answer: a script, a pipe. */
  readonly canAsk: boolean
  ask(question: string): Promise<string>
  /** Shows nothing of what is typed. */
  askHidden(question: string): Promise<string>
}

export function createPrompt(input: NodeJS.ReadStream, output: NodeJS.WriteStream): Prompt {
  async function ask(question: string, hidden: boolean): Promise<string> {
    output.write(question)
    const silent = new Writable({ write: (_chunk, _encoding, written) => written() })
    const lines = createInterface({ input, output: hidden ? silent : output, terminal: true })
    try {
      return await lines.question('')
    } finally {
      lines.close()
      if (hidden) output.write('\n')
    }
  }
  return {
    canAsk: Boolean(input.isTTY && output.isTTY),
    ask: (question) => ask(question, false),
    askHidden: (question) => ask(question, true),
  }
}
