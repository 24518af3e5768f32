/** [HLP16] Wide tables and long lines of code on a phone: on the pages of the help centre and in the messenger. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openVisitor, type Visitor } from '@docent/testing/cast'
import { docent } from '@docent/testing/example'
import { type Journey, openJourney } from '@docent/testing/journey'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { says } from './help-reader.ts'

type Page = Visitor['page']
type Locator = ReturnType<Page['locator']>
type BrowserOptions = NonNullable<Parameters<Journey['newPage']>[0]>

let journey: Journey
beforeAll(async () => {
  journey = await openJourney()
  const folder = join(journey.relay.dataDir, 'wide')
  mkdirSync(folder)
  const columns = Array.from({ length: 8 }, (_, at) => `Column${at}`)
  const table = [columns, columns.map(() => '---'), columns].map((row) => `|${row.join('|')}|`).join('\n')
  for (const locale of ['en', 'ar'])
    writeFileSync(
      join(folder, `${locale}.md`),
      `---\ntitle: Wide\nslug: wide-${locale}\nkey: wide-${locale}\nlocale: ${locale}\n---\n${table}\n\n\`\`\`\n${'long '.repeat(40)}\n\`\`\`\n\n\`\`\`\nshort\n\`\`\`\n`,
    )
  await docent(journey.relay, 'articles', 'import', folder)
})
afterAll(() => journey.close())

const phone = { width: 360, height: 740 }

/** Which edges of it are shaded, judged below its last line, where nothing is written. */
async function shadedEdges(page: Page, box: Locator): Promise<readonly string[]> {
  await box.scrollIntoViewIfNeeded()
  const place = await box.boundingBox()
  if (!place) throw new Error('It is not on the page.')
  const look = async (x: number): Promise<string> => {
    const clip = { x: Math.round(x), y: Math.round(place.y + place.height) - 6, width: 1, height: 3 }
    return (await page.screenshot({ clip, animations: 'disabled' })).toString('base64')
  }
  const plain = await look(place.x + place.width / 2)
  const edges = { left: place.x + 4, right: place.x + place.width - 5 }
  const shaded: string[] = []
  for (const [name, x] of Object.entries(edges)) if ((await look(x)) !== plain) shaded.push(name)
  return shaded
}

const scrollTo = (box: Locator, left: number): Promise<void> =>
  box.evaluate((element, to) => element.scrollTo({ left: to, behavior: 'instant' }), left)

async function seesMoreOnBothSides(page: Page, inside: Locator, tableRuns: 1 | -1): Promise<void> {
  const code = inside.getByRole('group', { name: 'Code' })
  const both = [
    [inside.getByRole('group', { name: 'Table' }), tableRuns],
    // Code runs from left to right in every language.
    [code.first(), 1],
  ] as const
  for (const [box, runs] of both) {
    const [begin, end] = runs === 1 ? ['left', 'right'] : ['right', 'left']
    expect(await shadedEdges(page, box)).toEqual([end])
    await scrollTo(box, runs * 100)
    expect(await shadedEdges(page, box)).toEqual(['left', 'right'])
    await scrollTo(box, runs * 100_000)
    expect(await shadedEdges(page, box)).toEqual([begin])
  }
  expect(await shadedEdges(page, code.last())).toEqual([])
}

const kinds: readonly [string, BrowserOptions][] = [
  ['in light', { colorScheme: 'light' }],
  ['in dark', { colorScheme: 'dark' }],
  ['in forced colours', { forcedColors: 'active' }],
]

describe('what is wider than a phone', () => {
  it.each(kinds)('[HLP16] shows on a page that there is more, %s', async (_name, options) => {
    const { page, axe, close } = await journey.newPage({ viewport: phone, ...options })
    for (const [locale, runs] of [
      ['en', 1],
      ['ar', -1],
    ] as const) {
      await page.goto(`${journey.relay.url}/help/demo/${locale}/wide-${locale}`)
      await seesMoreOnBothSides(page, page.getByRole('article'), runs)
      expect(await axe()).toEqual([])
    }
    await close()
  })

  it.each(kinds)('[HLP16] shows in the messenger that there is more, %s', async (_name, options) => {
    const visitor = await openVisitor(journey, { browser: { viewport: phone, ...options } })
    await visitor.page.getByRole('button', { name: 'Open messenger' }).click()
    await says(visitor, 'openArticle', 'wide-en')
    await visitor.dialog.getByRole('heading', { name: 'Wide', exact: true }).waitFor()
    await seesMoreOnBothSides(visitor.page, visitor.dialog.getByRole('article'), 1)
    await visitor.leaves()
  })

  it('[HLP16] moves by the keyboard', async () => {
    const { page, close } = await journey.newPage({ viewport: phone })
    await page.goto(`${journey.relay.url}/help/demo/en/wide-en`)
    const table = page.getByRole('group', { name: 'Table' })
    await table.focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => table.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0)
    await close()
  })
})
