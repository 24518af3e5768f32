import type { FlowDraft, FlowsDocument, PublishedFlow } from '@docent/protocol'
import { defaultSettings } from '@docent/protocol'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { bannerOf, type FlowDesk, given, openFlowDesk, tourOf } from './testing/flow-desk.ts'

let desk: FlowDesk
let told: (string | null)[]

beforeEach(async () => {
  desk = await openFlowDesk()
  told = []
  desk.documents.revision(desk.shop.id)
  desk.documents.onRevision((siteId, revision) => {
    if (siteId === desk.shop.id) told.push(revision)
  })
})
afterEach(() => desk.close())

const shown = async (...locales: readonly string[]): Promise<FlowsDocument> =>
  JSON.parse((await desk.documents.document(desk.shop.id, locales)).body) as FlowsDocument

const titled = (title: Readonly<Record<string, string>>): FlowDraft => {
  const draft = tourOf('One')
  return { ...draft, content: { ...draft.content, title } } as FlowDraft
}

it('[FLO3] names nothing where nothing is published, and something else after each change', async () => {
  const { flows, documents, amir, shop } = desk
  expect(documents.revision(shop.id)).toBeNull()
  const flowId = await desk.published(amir, tourOf('One'))
  const first = documents.revision(shop.id)
  given(await flows.save(amir, { flowId, rev: 1, name: 'A flow', draft: tourOf('Two') }))
  expect(documents.revision(shop.id)).toBe(first)
  given(await flows.publish(amir, flowId, 2))
  const second = documents.revision(shop.id)
  given(await flows.withdraw(amir, flowId))
  expect(told).toEqual([first, second, null])
  expect(new Set(told).size).toBe(3)
  expect(await shown()).toMatchObject({ flows: [] })
})

it('[FLO3] holds what is live of its own site, with nodes in the place of Markdown', async () => {
  const { flows, amir, stranger } = desk
  await desk.published(stranger, bannerOf('Of another site'))
  const withdrawn = await desk.published(amir, bannerOf('Withdrawn'))
  given(await flows.withdraw(amir, withdrawn))
  const flowId = await desk.published(amir, tourOf('Plan'))
  const { revision, flows: live, guide } = await shown('en')
  expect({ revision, guide }).toEqual({ revision: desk.documents.revision(desk.shop.id), guide: 'marked' })
  expect(live).toHaveLength(1)
  expect(live[0]).toMatchObject({ id: flowId, version: 1, locale: 'en', content: { title: 'Find your way' } })
  expect(JSON.stringify(live)).toContain('{"type":"strong","children":[{"type":"text","text":"Plan"}]}')
})

it('comes in the language that is wanted most of those that it is written in', async () => {
  await desk.published(desk.amir, titled({ en: 'Hello', de: 'Hallo', 'pt-BR': 'Olá' }))
  const title = async (...locales: readonly string[]) => {
    const [flow] = (await shown(...locales)).flows
    return flow?.content.kind === 'tour' ? [flow.locale, flow.content.title] : null
  }
  expect(await title('lv', 'de-AT')).toEqual(['de', 'Hallo'])
  expect(await title('pt')).toEqual(['pt-BR', 'Olá'])
  expect(await title()).toEqual(['en', 'Hello'])
})

it('[FLO1] keeps each version for those who are in it, and for nobody of another site', async () => {
  const { flows, documents, amir, shop, other } = desk
  const flowId = await desk.published(amir, titled({ en: 'The first' }))
  given(await flows.save(amir, { flowId, rev: 1, name: 'A flow', draft: titled({ en: 'The second' }) }))
  given(await flows.publish(amir, flowId, 2))
  given(await flows.archive(amir, flowId))
  const old = documents.version(shop.id, flowId, 1, ['en'])
  expect((JSON.parse(old?.body ?? '') as PublishedFlow).content).toMatchObject({ title: 'The first' })
  expect(documents.version(shop.id, flowId, 3, [])).toBeNull()
  expect(documents.version(other.id, flowId, 1, [])).toBeNull()
})

it('[FLO1] makes a version once for each language, however often strangers ask', async () => {
  const { documents, amir, shop } = desk
  const flowId = await desk.published(amir, titled({ en: 'Hello', de: 'Hallo' }))
  const made = documents.version(shop.id, flowId, 1, ['en'])
  for (let index = 0; index < 100; index++)
    expect(documents.version(shop.id, flowId, 1, [`x${index}`])).toBe(made)
  expect(documents.version(shop.id, flowId, 1, ['de'])?.body).toContain('Hallo')
})

it('[FLO3] sees within two seconds what another process published', async () => {
  const elsewhere = desk.openLibrary()
  const flowId = '0192f0c1-2345-7abc-8def-0123456789ab'
  given(await elsewhere.flows.create(desk.amir, { flowId, name: 'By hand', draft: tourOf('One') }))
  given(await elsewhere.flows.publish(desk.amir, flowId, 1))
  desk.pass(2_000)
  expect(desk.documents.revision(desk.shop.id)).toBe(elsewhere.documents.revision(desk.shop.id))
  expect(told).toEqual([elsewhere.documents.revision(desk.shop.id)])
})

it('[FLO12] changes its name with what agents may point at, which stands in it', async () => {
  const { sites, documents, amir, shop } = desk
  await desk.published(amir, tourOf('One'))
  const before = documents.revision(shop.id)
  given(await sites.saveSettings(amir, 0, { ...defaultSettings, guide: 'off' }))
  expect((await shown()).guide).toBe('off')
  expect(documents.revision(shop.id)).not.toBe(before)
  expect(told).toHaveLength(2)
})

it('leaves out what cannot be shown, and shows the others', async () => {
  const { amir, storage } = desk
  const broken = await desk.published(amir, tourOf('Broken'))
  await desk.published(amir, tourOf('Whole'))
  await storage.writes.transaction((trx) =>
    trx
      .updateTable('flow_versions')
      .set({ body: '{"defaultLocale":"en","content":{"kind":"tour","title":{"en":"x"}}}' })
      .where('flow_id', '=', broken)
      .execute(),
  )
  expect((await shown()).flows).toHaveLength(1)
})

it('makes one document of each mix of languages, whatever else is asked for', async () => {
  await desk.published(desk.amir, titled({ en: 'Hello', de: 'Hallo' }))
  const bodies = new Set<string>()
  for (let index = 0; index < 1_000; index++)
    bodies.add((await desk.documents.document(desk.shop.id, [`x${index}`, index % 2 ? 'de' : 'en'])).body)
  expect(bodies.size).toBe(2)
})
