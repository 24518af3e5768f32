import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createScene, type Scene, type Tab, text, wordsOf } from './testing/two-sides.ts'

/** What may happen to the conversation, its links and its tabs. */
type Step =
  | { readonly act: 'visitor says'; readonly tab: number }
  | { readonly act: 'tab crashes'; readonly tab: number }
  | { readonly act: 'agent says' | 'heads' | 'cut' | 'down' | 'up' }
  | { readonly act: 'wait'; readonly milliseconds: number }

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ act: fc.constant('visitor says' as const), tab: fc.nat(1) }) },
    { weight: 5, arbitrary: fc.constant({ act: 'agent says' as const }) },
    {
      weight: 5,
      arbitrary: fc.record({
        act: fc.constant('wait' as const),
        milliseconds: fc.integer({ min: 0, max: 4_000 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ act: fc.constant('tab crashes' as const), tab: fc.nat(1) }) },
    { weight: 2, arbitrary: fc.constantFrom({ act: 'cut' as const }, { act: 'heads' as const }) },
    { weight: 1, arbitrary: fc.constantFrom({ act: 'down' as const }, { act: 'up' as const }) },
  ),
  { maxLength: 40 },
)

/** Losses, copies and delays of a link, in turn, for ever. */
const fates = fc.array(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 3 }), {
  minLength: 1,
  maxLength: 20,
})

function spoil({ relay }: Scene, pattern: readonly (readonly number[])[]) {
  let turn = 0
  const fate = () => pattern[turn++ % pattern.length] ?? [1]
  relay.link.request = fate
  relay.link.reply = fate
  relay.link.push = fate
}

function mend({ relay }: Scene) {
  const clean = () => [1]
  relay.link.request = clean
  relay.link.reply = clean
  relay.link.push = clean
  relay.comeUp()
}

const randoms = fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1, maxLength: 20 })

describe('any order of losses, copies, delays, cuts and crashed tabs', () => {
  it('[MSG1] [SYN2] [OUT2] stores each message once, in the order of its author, and shows all the same gapless log', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fates, randoms, async (script, pattern, numbers) => {
        let drawn = 0
        const scene = createScene({ random: () => numbers[drawn++ % numbers.length] ?? 0 })
        const tabs: Tab[] = [scene.openTab(), scene.openTab()]
        for (const { client } of tabs) client.connect()
        await scene.clock.advance(3_000)
        const said: string[][] = [[], []]
        const id = await tabs[0]?.client.conversations.start(text('start'))
        if (!id) throw new Error('nothing was started')
        await scene.clock.advance(3_000)
        spoil(scene, pattern)
        let count = 0
        for (const step of script) {
          if (step.act === 'visitor says') {
            const words = `${step.tab}-${count++}`
            said[step.tab]?.push(words)
            await tabs[step.tab]?.client.conversations.send(id, text(words))
          } else if (step.act === 'agent says') scene.relay.agentSays(id, `agent-${count++}`)
          else if (step.act === 'wait') await scene.clock.advance(step.milliseconds)
          else if (step.act === 'heads') scene.relay.sendHeads()
          else if (step.act === 'cut') scene.relay.cutAll()
          else if (step.act === 'down') scene.relay.goDown()
          else if (step.act === 'up') scene.relay.comeUp()
          else if (step.act === 'tab crashes') {
            tabs[step.tab]?.crash()
            tabs[step.tab] = scene.openTab()
            tabs[step.tab]?.client.connect()
          }
        }
        mend(scene)
        await scene.clock.advance(90_000)
        scene.relay.sendHeads()
        await scene.clock.advance(2_000)

        const log = scene.relay.conversations.get(id)?.log ?? []
        const cmids = log.flatMap(({ cmid }) => cmid ?? [])
        expect(new Set(cmids).size).toBe(cmids.length)
        for (const { client } of tabs) {
          const view = client.conversations.view(id).value
          expect(view?.entries.map(({ seq, id }) => [seq, id])).toEqual(log.map(({ seq, id }) => [seq, id]))
          expect(view?.pending).toEqual([])
        }
        const stored = wordsOf(tabs[0]?.client.conversations.view(id).value)
        const everything = said.flat().sort()
        expect(stored.filter((words) => /^\d-/.test(words)).sort()).toEqual(everything)
        const crashed = script.some(({ act }) => act === 'tab crashes')
        // A crashed tab's letters are sent by another one beside that one's own; within a tab the order stands.
        if (!crashed)
          for (const [tab, words] of said.entries())
            expect(stored.filter((entry) => entry.startsWith(`${tab}-`))).toEqual(words)
        for (const { client } of tabs) client.close()
      }),
      { numRuns: 100 },
    )
  }, 60_000)

  it('[MSG7] loses nothing that a sender still has when an older database is restored at any moment', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 12 }),
        fc.nat(11),
        fc.nat(11),
        fates,
        async (pauses, backupAt, restoreAfter, pattern) => {
          const scene = createScene()
          const { client } = scene.openTab()
          client.connect()
          await scene.clock.advance(1_000)
          let backup = scene.relay.backup()
          const id = await client.conversations.start(text('start'))
          spoil(scene, pattern)
          for (const [at, pause] of pauses.entries()) {
            if (at === backupAt) backup = scene.relay.backup()
            await client.conversations.send(id, text(`line-${at}`))
            await scene.clock.advance(pause)
            if (at === backupAt + restoreAfter) scene.relay.restore(backup)
          }
          mend(scene)
          scene.relay.restore(backup)
          await scene.clock.advance(120_000)
          const words = wordsOf(client.conversations.view(id).value)
          expect(words).toEqual(['start', ...pauses.map((_, at) => `line-${at}`)])
          expect(scene.relay.conversations.get(id)?.log.map(({ seq }) => seq)).toEqual(
            words.map((_, at) => at + 1),
          )
          client.close()
        },
      ),
      { numRuns: 100 },
    )
  }, 60_000)
})
