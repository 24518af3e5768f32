/** What runs in the pages of the stage: the whole room over an engine in memory, with a product's flows. */
import type { PublishedFlow } from '@docent/protocol'
import { messengerTokens } from '@docent/ui/messenger-theme'
import { createShadowHost } from '@docent/ui/shadow-host'
import { signal } from '@preact/signals-core'
import { createOnboarding, type OpenRequest } from '../../src/onboarding.ts'
import { createFakeVisitorFlows } from '../../src/testing/fake-visitor-flows.ts'
import { banner, checklist, flow, hints, marked, step, tour, words } from '../../src/testing/some-flows.ts'

const wish = new URLSearchParams(location.search)
const scheme = wish.get('scheme') === 'dark' ? 'dark' : 'light'
const locale = wish.get('locale') ?? 'en'
let frames = 0
const requestFrame = window.requestAnimationFrame.bind(window)
window.requestAnimationFrame = (callback) => {
  frames++
  return requestFrame(callback)
}

const more = { locale }
const published: Readonly<Record<string, PublishedFlow>> = {
  tour: flow('tour', tour([step('a'), step('b', { target: marked('new') })], { celebrate: true }), more),
  checklist: flow(
    'checklist',
    checklist({
      celebrate: true,
      items: [
        {
          id: 'name',
          title: 'Name your shop',
          body: words('Any name will do. You can change it later.'),
          action: { label: 'Open settings', does: { kind: 'message', text: 'Settings' } },
          completeWhen: [{ by: 'visitor' }],
        },
        { id: 'colour', title: 'Choose a colour', body: [], completeWhen: [{ by: 'visitor' }] },
        {
          id: 'invite',
          title: 'Invite somebody who knows the shop and its customers better than anybody else',
          body: words('Two see more than one.'),
          completeWhen: [],
        },
      ],
    }),
    more,
  ),
  hints: flow(
    'hints',
    hints({
      hints: [
        { id: 'new', target: marked('new'), title: 'New', body: words('Makes a new thing.') },
        { id: 'row', target: marked('row'), title: 'Row', body: words('One of many.') },
      ],
    }),
    more,
  ),
  top: flow(
    'top',
    banner({ action: { label: 'See plans', does: { kind: 'message', text: 'Plans' } } }),
    more,
  ),
  floating: flow('floating', banner({ place: 'floating' }), more),
  survey: flow(
    'survey',
    {
      kind: 'survey',
      title: 'How is it going?',
      questions: [
        { id: 'nps', kind: 'nps', title: 'How likely would you tell a friend about us?', required: true },
        {
          id: 'what',
          kind: 'choice',
          many: true,
          title: 'What do you use?',
          choices: [
            { id: 'shop', label: 'The shop' },
            { id: 'desk', label: 'The desk' },
          ],
        },
        { id: 'why', kind: 'text', title: 'Anything else?' },
      ],
      thanks: words('Thank you. Somebody reads each answer.'),
    },
    more,
  ),
}

const flows = createFakeVisitorFlows(Object.values(published))
const host = createShadowHost({ page: document, name: 'docent-messenger' })
host.setTokens({
  '--d-z': '1000',
  '--d-scheme': scheme,
  '--d-left': 'auto',
  '--d-right': '20px',
  '--d-y': '20px',
})
const wanted: OpenRequest[] = []
const onboarding = createOnboarding({
  view: window,
  flows,
  host,
  tokens: () => messengerTokens({ brand: '#3b5bdb' }, scheme),
  locale,
  messengerOpen: signal(false),
  open: (what) => wanted.push(what),
  emit: () => {},
  loadRenderer: async () => (await import('../../src/tours/shepherd-renderer.ts')).createShepherdRenderer,
  onNavigate: () => () => {},
  warn: (message, cause) => {
    throw new Error(message, { cause })
  },
})

const stage = {
  frames: () => frames,
  wanted,
  onboarding,
  flows,
  /** Lets these begin by themselves, as after a rule that came to hold. */
  due: (...names: readonly string[]) => {
    flows.setFacts({ path: location.pathname })
    flows.due.value = names.flatMap((name) => published[name] ?? [])
  },
}
export type StageInPage = typeof stage
declare global {
  interface Window {
    stage: StageInPage
  }
}
window.stage = stage
