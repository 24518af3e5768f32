import { randomUUID } from 'node:crypto'
import { type FlowDraft, flowLimits } from '@docent/protocol'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  bannerOf,
  checklistOf,
  codeOf,
  type FlowDesk,
  given,
  openFlowDesk,
  tourOf,
} from './testing/flow-desk.ts'

let desk: FlowDesk

beforeEach(async () => {
  desk = await openFlowDesk()
})
afterEach(() => desk.close())

const bodies = () => desk.storage.read.selectFrom('flow_versions').selectAll().orderBy('version').execute()

describe('a draft', () => {
  it('[FLO2] is saved from the rev that it was made from; another one is a conflict', async () => {
    const { flows, amir } = desk
    const flowId = randomUUID()
    const name = 'Welcome'
    expect(await flows.create(amir, { flowId, name, draft: tourOf('One') })).toEqual({
      ok: true,
      data: { rev: 1 },
    })
    const saved = await flows.save(amir, { flowId, rev: 1, name, draft: tourOf('One', 'Two') })
    expect(saved).toEqual({ ok: true, data: { rev: 2 } })
    expect(codeOf(await flows.save(amir, { flowId, rev: 1, name, draft: tourOf('Three') }))).toBe('conflict')
    expect(given(await flows.show(amir, flowId)).draft).toEqual(tourOf('One', 'Two'))
  })

  it('[FLO2] answers a repeated command as the first one, and stores it once', async () => {
    const { flows, amir } = desk
    const flowId = randomUUID()
    const words = { flowId, name: 'Welcome', draft: tourOf('One') }
    const heard: string[] = []
    flows.onChanged((_site, id) => void heard.push(id))
    for (let time = 0; time < 3; time++) expect(given(await flows.create(amir, words))).toEqual({ rev: 1 })
    const next = { ...words, rev: 1, draft: tourOf('Two') }
    for (let time = 0; time < 3; time++) expect(given(await flows.save(amir, next))).toEqual({ rev: 2 })
    for (let time = 0; time < 3; time++)
      expect(given(await flows.publish(amir, flowId, 2))).toEqual({ version: 1 })
    expect(heard).toHaveLength(3)
    expect(codeOf(await flows.create(amir, { ...words, name: 'Another' }))).toBe('mismatch')
  })

  it('stays of its kind', async () => {
    const { flows, amir } = desk
    const flowId = randomUUID()
    await flows.create(amir, { flowId, name: 'Welcome', draft: tourOf('One') })
    const changed = { flowId, rev: 1, name: 'Welcome', draft: bannerOf('Hello') }
    expect(codeOf(await flows.save(amir, changed))).toBe('bad_request')
  })

  it('is refused where it is larger than a frame carries', async () => {
    const { flows, amir } = desk
    const draft = tourOf(...Array.from({ length: 40 }, () => 'x'.repeat(1_000)))
    expect(JSON.stringify(draft).length).toBeGreaterThan(flowLimits.draftBytes)
    expect(codeOf(await flows.create(amir, { flowId: randomUUID(), name: 'Large', draft }))).toBe('too_large')
  })

  it('has room beside a limited number of others, archived ones not counted', async () => {
    const { flows, amir } = desk
    const create = (flowId: string) =>
      flows.create(amir, { flowId, name: 'One of many', draft: bannerOf('x') })
    const ids = Array.from({ length: flowLimits.flows }, () => randomUUID())
    for (const id of ids) given(await create(id))
    expect(codeOf(await create(randomUUID()))).toBe('at_capacity')
    given(await flows.archive(amir, ids[0] ?? ''))
    expect(codeOf(await create(randomUUID()))).toBe('ok')
  })
})

describe('publishing', () => {
  it('[FLO1] freezes what was published: later drafts change nothing of it', async () => {
    const { flows, amir } = desk
    const flowId = await desk.published(amir, tourOf('One'))
    const [before] = await bodies()
    given(await flows.save(amir, { flowId, rev: 1, name: 'Renamed', draft: tourOf('Another') }))
    expect(given(await flows.list(amir)).flows[0]).toMatchObject({ liveVersion: 1, changed: true })
    expect((await bodies())[0]).toEqual(before)
    expect(given(await flows.publish(amir, flowId, 2))).toEqual({ version: 2 })
    expect(given(await flows.list(amir)).flows[0]).toMatchObject({ liveVersion: 2, changed: false })
    expect((await bodies())[0]).toEqual(before)
  })

  it('[FLO2] is of the draft that its author saw', async () => {
    const { flows, amir } = desk
    const flowId = await desk.published(amir, tourOf('One'))
    given(await flows.save(amir, { flowId, rev: 1, name: 'A flow', draft: tourOf('Two') }))
    expect(codeOf(await flows.publish(amir, flowId, 1))).toBe('conflict')
  })

  it('[FLO2] withdraws, restores and archives, each with a line in the audit', async () => {
    const { flows, amir } = desk
    const flowId = await desk.published(amir, tourOf('One'))
    given(await flows.withdraw(amir, flowId))
    expect(given(await flows.show(amir, flowId)).liveVersion).toBeNull()
    expect(given(await flows.list(amir)).flows[0]).toMatchObject({ liveVersion: null, lastVersion: 1 })
    expect(given(await flows.restore(amir, flowId, 1))).toEqual({ version: 2, rev: 2 })
    const shown = given(await flows.show(amir, flowId))
    expect(
      shown.versions.map(({ version, restoredFrom, publishedBy }) => [version, restoredFrom, publishedBy]),
    ).toEqual([
      [2, 1, 'Amir'],
      [1, null, 'Amir'],
    ])
    given(await flows.archive(amir, flowId))
    expect(codeOf(await flows.show(amir, flowId))).toBe('not_found')
    expect(given(await flows.list(amir)).flows).toEqual([])
    for (const action of ['created', 'published', 'withdrawn', 'restored', 'archived'])
      expect(await desk.audits(`flow.${action}`)).toMatchObject([
        { actor_id: amir.agentId, site_id: desk.shop.id, detail: expect.stringContaining(flowId) },
      ])
  })

  it('[FLO1] leaves every earlier version as it was, byte for byte, whatever follows', async () => {
    const { flows, amir } = desk
    const step = fc.oneof(
      fc.record({
        do: fc.constant('publish' as const),
        title: fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
      }),
      fc.record({ do: fc.constant('restore' as const), of: fc.nat(20) }),
      fc.record({ do: fc.constant('withdraw' as const) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        const flowId = await desk.published(amir, tourOf('The first'))
        const read = async () =>
          new Map(
            (await bodies()).flatMap((row) => (row.flow_id === flowId ? [[row.version, row.body]] : [])),
          )
        const frozen = await read()
        for (const made of steps) {
          const { rev, versions } = given(await flows.show(amir, flowId))
          if (made.do === 'withdraw') given(await flows.withdraw(amir, flowId))
          if (made.do === 'restore') given(await flows.restore(amir, flowId, 1 + (made.of % versions.length)))
          if (made.do === 'publish' && made.title.trim() !== '') {
            const draft = tourOf(made.title)
            const saved = given(await flows.save(amir, { flowId, rev, name: 'A flow', draft }))
            given(await flows.publish(amir, flowId, saved.rev))
          }
          const now = await read()
          for (const [version, body] of frozen) expect(now.get(version)).toBe(body)
          for (const [version, body] of now) frozen.set(version, body)
        }
        given(await flows.archive(amir, flowId))
        expect(await read()).toEqual(frozen)
      }),
      { numRuns: 25 },
    )
  })
})

describe('what is not whole', () => {
  const anchored = { ...tourOf('One', 'Two') }
  const [first, second] = anchored.content.kind === 'tour' ? anchored.content.steps : []
  const withSteps = (...steps: readonly unknown[]): FlowDraft =>
    ({ ...anchored, content: { ...anchored.content, steps } }) as FlowDraft
  const away = randomUUID()
  const checklist = checklistOf('Begin')
  const items = checklist.content.kind === 'checklist' ? checklist.content.items : []
  const leadingTo = (does: unknown) =>
    ({
      ...checklist,
      content: { ...checklist.content, items: [{ ...items[0], action: { label: { en: 'Go' }, does } }] },
    }) as FlowDraft

  it.each<[string, FlowDraft, string, string]>([
    ['a tour without steps', tourOf(), 'draft.content.steps', 'no step'],
    ['a step without a title', tourOf('One', ' '), 'draft.content.steps.1.title', 'Step 2 has no title'],
    [
      'a text that only another language has',
      withSteps({ ...first, body: { de: 'Hallo' } }),
      'draft.content.steps.0.body',
      'default language (en)',
    ],
    [
      'an anchored step without a target',
      withSteps(first, { ...second, kind: 'anchored' }),
      'draft.content.steps.1.target',
      'Pick it on the page',
    ],
    [
      'a step that waits for a click on nothing',
      withSteps({ ...first, advance: [{ on: 'button' }, { on: 'click' }] }),
      'draft.content.steps.0.advance.1',
      'has none',
    ],
    [
      'a choice without words',
      withSteps({ ...first, choices: [{ id: 'a', label: {}, to: 'end' }] }),
      'draft.content.steps.0.choices.0.label',
      'Choice 1 of step 1',
    ],
    ['a checklist without items', checklistOf(), 'draft.content.items', 'no item'],
    [
      'an item that leads to a tour of nobody',
      leadingTo({ kind: 'tour', flowId: away }),
      'draft.content.items.0.action.does',
      'not there any more',
    ],
    ['a banner without words', bannerOf(''), 'draft.content.body', 'The banner has no text'],
    [
      'a schedule that ends before it begins',
      { ...tourOf('One'), schedule: { from: 2, until: 1 } },
      'draft.schedule',
      'ends before it begins',
    ],
  ])('[FLO2] %s is not published, and the answer says what to do', async (_name, draft, path, words) => {
    const { flows, amir } = desk
    const flowId = randomUUID()
    given(await flows.create(amir, { flowId, name: 'Not whole', draft }))
    const reply = await flows.publish(amir, flowId, 1)
    expect(reply).toMatchObject({ ok: false, error: { code: 'bad_request', data: { path } } })
    expect(reply.ok ? '' : reply.error.message).toContain(words)
    expect(await bodies()).toEqual([])
  })

  it('[FLO2] leads to a tour of its own site only', async () => {
    const { amir, stranger } = desk
    const elsewhere = await desk.published(stranger, tourOf('One'))
    const here = await desk.published(amir, tourOf('One'))
    await expect(desk.published(amir, leadingTo({ kind: 'tour', flowId: elsewhere }))).rejects.toThrow(
      'bad_request',
    )
    await expect(desk.published(amir, leadingTo({ kind: 'tour', flowId: here }))).resolves.toBeTypeOf(
      'string',
    )
  })
})

it('[INP7] shows and changes nothing of another site, and says no more than that it is not there', async () => {
  const { flows, figures, builder, amir, stranger } = desk
  const flowId = await desk.published(amir, tourOf('One'))
  const span = { version: null, from: 0, until: Number.MAX_SAFE_INTEGER }
  const replies = [
    await flows.show(stranger, flowId),
    await flows.save(stranger, { flowId, rev: 1, name: 'Mine', draft: tourOf('Mine') }),
    await flows.publish(stranger, flowId, 1),
    await flows.withdraw(stranger, flowId),
    await flows.restore(stranger, flowId, 1),
    await flows.archive(stranger, flowId),
    await figures.of(stranger, flowId, span),
    await builder.open(stranger, flowId),
  ]
  expect(replies.map(codeOf)).toEqual(replies.map(() => 'not_found'))
  expect(given(await flows.list(stranger)).flows).toEqual([])
  expect(given(await flows.show(amir, flowId))).toMatchObject({ rev: 1, liveVersion: 1 })
})
