/**
 * Takes the two pictures of the README from a real relay and two real browsers, as they look today, into `docs/images`:
 * `node --conditions=source packages/testing/pictures/readme-pictures.ts`, after `npm run build`. Needs a Chromium.
 */
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { type Agent, openAgent, openVisitor, type Visitor } from '../src/cast.ts'
import { type Journey, openJourney } from '../src/journey.ts'
import { waitUntil } from '../src/wait-until.ts'

const folder = join(import.meta.dirname, '../../../docs/images')
const crowd = [
  { name: 'Jonas Weber', says: 'The invoice for July shows the winter price.' },
  { name: 'Priya Raman', says: 'How do guests pay when the office is closed?' },
]
const last = { name: 'Tomás Aguilar', says: 'We have 340 berths. Which plan is right for us?' }

/** The page tells the agent who its visitor is, as a site with accounts does. */
const introduce = (
  page: Page,
  name: string,
  attributes: Record<string, string | number> = {},
): Promise<void> =>
  page.evaluate(
    (who) => (window as unknown as { Docent(command: string, options: unknown): void }).Docent('update', who),
    { name, attributes },
  )

async function arrives(journey: Journey, { name, says }: { name: string; says: string }): Promise<Visitor> {
  const visitor = await openVisitor(journey, { browser: { viewport: { width: 720, height: 800 } } })
  await introduce(visitor.page, name, name === 'Mara Lindqvist' ? { plan: 'Harbour', berths: 120 } : {})
  await visitor.open()
  await visitor.says(says)
  await visitor.seesState('Sent')
  return visitor
}

async function isTaken(ada: Agent, words: string): Promise<void> {
  await ada.presses('Accept')
  await ada.views('Mine')
  await ada.opens(words)
  await ada.sees('With you')
}

const journey = await openJourney()
try {
  const ada = await openAgent(journey, 'ada', { viewport: { width: 1_360, height: 820 } })
  await ada.accepts(true)
  for (const person of crowd) {
    await arrives(journey, person)
    await isTaken(ada, person.says)
  }
  const question = 'Can I book berth B2 for one night only?'
  const mara = await arrives(journey, { name: 'Mara Lindqvist', says: question })
  await isTaken(ada, question)
  await ada.replies(
    'Hello Mara, yes. Open the plan, drag the boat to the free berth and choose **One night**.',
  )
  await mara.seesState('Read')
  await mara.says('And does the guest get a new door code?')
  await ada.sees('And does the guest get a new door code?')
  await ada.replies(
    'The code moves along, they get it by text message:\n\n- berth and pier\n- door code until noon',
  )
  await mara.sees('berth and pier')
  await mara.says('Lovely, thank you.')
  await ada.sees('Lovely, thank you.')
  await mara.seesState('Read')
  await mara.page.screenshot({ path: join(folder, 'widget.png') })
  await ada.notes('Asked twice this week: worth an article.')
  await ada.sees('Asked twice this week: worth an article.')
  await arrives(journey, last)
  await ada.page.getByRole('button', { name: 'Accept', exact: true }).waitFor()
  // Away from every button, whose names would stand beside it; and until what appears has appeared.
  await ada.page.mouse.move(800, 400)
  await waitUntil(
    () =>
      ada.page.evaluate(() => document.getAnimations().every(({ playState }) => playState === 'finished')),
    {
      what: 'the end of what moves',
      within: 3_000,
    },
  ).catch(() => undefined)
  await ada.page.screenshot({ path: join(folder, 'console.png') })
} finally {
  await journey.close()
}
