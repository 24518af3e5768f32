import { describe, expect, it } from 'vitest'
import { Emitter } from './emitter.ts'

describe('the emitter of the lean socket', () => {
  it('tells in order, with what was given, until taken back', () => {
    const said: unknown[] = []
    const first = (...given: unknown[]) => said.push(['first', ...given])
    const emitter = new Emitter().on('data', first).on('data', (...given) => said.push(['second', ...given]))
    emitter.emit('data', 1, 2)
    emitter.off('data', first).emitReserved('data', 3)
    emitter.emit('other')
    expect(said).toEqual([
      ['first', 1, 2],
      ['second', 1, 2],
      ['second', 3],
    ])
  })

  it('tells once, and can take that back by the listener that was given', () => {
    const said: string[] = []
    const never = () => said.push('never')
    const emitter = new Emitter().once('open', () => said.push('open')).once('open', never)
    emitter.removeListener('open', never).emit('open').emit('open')
    expect(said).toEqual(['open'])
  })

  it('tells those who listened as it began, whatever a listener takes back', () => {
    const said: string[] = []
    const emitter = new Emitter()
    emitter.once('close', () => {
      said.push('first')
      emitter.removeAllListeners()
    })
    emitter.on('close', () => said.push('second'))
    emitter.emit('close').emit('close')
    expect(said).toEqual(['first', 'second'])
    expect(emitter.listeners('close')).toEqual([])
  })
})
