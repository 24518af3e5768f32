import { failure, type Reply } from '@docent/protocol'
import { describe, expect, it } from 'vitest'
import { createSelfSaving, saveAfterMs, tryAgainMs } from './self-saving.ts'

const turn = () => new Promise<void>((resolve) => setTimeout(resolve))

/** One word that saves itself; the relay answers when it is told to. */
function openWord() {
  const timers = new Map<number, () => void>()
  const sent: string[] = []
  const answers: ((reply: Reply<null>) => void)[] = []
  let word = ''
  const saving = createSelfSaving<string, 'empty'>({
    written: () => (word === '' ? { unfit: 'empty' } : { fit: word }),
    send: (written) => {
      sent.push(written)
      return new Promise((resolve) => answers.push(resolve))
    },
    later: (ms, run) => {
      timers.set(ms, run)
      return () => void timers.delete(ms)
    },
  })
  return {
    saving,
    sent,
    write(next: string) {
      word = next
      saving.touch()
    },
    /** Whether something waited for so long. */
    pass(ms: number): boolean {
      const run = timers.get(ms)
      timers.delete(ms)
      run?.()
      return run !== undefined
    },
    async answers(reply: Reply<null>) {
      answers.shift()?.(reply)
      await turn()
    },
  }
}

const taken = { ok: true as const, data: null }
const refused = (code: 'conflict' | 'unavailable' | 'not_found'): Reply<null> => ({
  ok: false,
  error: failure(code, ''),
})

describe('what saves itself', () => {
  it('is sent once at a time, and again with what was written meanwhile', async () => {
    const { saving, sent, write, pass, answers } = openWord()
    write('one')
    pass(saveAfterMs)
    write('two')
    pass(saveAfterMs)
    expect(sent).toEqual(['one'])
    await answers(taken)
    expect(saving.state.value.kind).toBe('waiting')
    pass(saveAfterMs)
    await answers(taken)
    expect(sent).toEqual(['one', 'two'])
    expect(saving.state.value.kind).toBe('saved')
  })

  it('is sent again after a while where the relay could not store it, and at once where it is reached again', async () => {
    const { saving, sent, write, pass, answers } = openWord()
    write('one')
    pass(saveAfterMs)
    await answers(refused('unavailable'))
    expect(saving.state.value.kind).toBe('unreachable')
    expect(pass(tryAgainMs)).toBe(true)
    await answers(refused('unavailable'))
    saving.retry()
    await answers(taken)
    expect(sent).toHaveLength(3)
    expect(saving.isDirty()).toBe(false)
  })

  it('waits for the next change where it was refused or is not fit', async () => {
    const { saving, sent, write, pass, answers } = openWord()
    write('')
    pass(saveAfterMs)
    await turn()
    expect(saving.state.value).toEqual({ kind: 'unfit', unfit: 'empty' })
    write('one')
    pass(saveAfterMs)
    await answers(refused('not_found'))
    expect(saving.state.value.kind).toBe('refused')
    expect(pass(saveAfterMs) || pass(tryAgainMs)).toBe(false)
    expect(sent).toEqual(['one'])
  })

  it('is not sent over what somebody else saved before that is wanted', async () => {
    const { saving, sent, write, pass, answers } = openWord()
    write('one')
    pass(saveAfterMs)
    await answers(refused('conflict'))
    write('two')
    expect(pass(saveAfterMs)).toBe(false)
    expect(await saving.flush()).toBe(false)
    void saving.insist()
    await answers(taken)
    expect(sent).toEqual(['one', 'two'])
    expect(saving.state.value.kind).toBe('saved')
  })

  it('sends at its end what still waits, and nothing where nothing does', () => {
    const { saving, sent, write } = openWord()
    saving.close()
    expect(sent).toEqual([])
    write('one')
    saving.close()
    expect(sent).toEqual(['one'])
  })

  it('is tried again after its end for a while, and not for ever', async () => {
    const { saving, sent, write, pass, answers } = openWord()
    write('one')
    saving.close()
    for (let tries = 1; tries < 12; tries += 1) {
      await answers(refused('unavailable'))
      expect(pass(tryAgainMs)).toBe(true)
    }
    await answers(refused('unavailable'))
    expect(pass(tryAgainMs)).toBe(false)
    expect(sent).toHaveLength(12)
  })
})
