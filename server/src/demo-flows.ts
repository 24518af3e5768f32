/**
 * What the demonstration shows of onboarding: a tour, a checklist, a hint and a banner for Harbor's pages, as an author of that
 * product would write them. The pages name the elements with `data-docent`.
 */
import type { Authored, FlowDraft, Step, Target } from '@docent/protocol'

/** The tour's id stands in the demo's pages as well. */
export const demoTourId = '5d0c7a52-1f0e-4b7e-9c1d-0a1f6f1b9d01'

export interface DemoFlow {
  readonly id: string
  readonly name: string
  readonly draft: FlowDraft
}

const everybody = { all: [] } as const
const always = { from: null, until: null } as const
const base = { audience: everybody, schedule: always, defaultLocale: 'en' } as const

const target = (...ids: readonly [string, ...string[]]): Target => ({
  locators: ids.map((id) => ({ by: 'docent', id })),
})

/** Before the pages may stand the base path of the relay. */
const pages = {
  product: '*/demo/',
  howItWorks: '*/demo/how-it-works*',
  pricing: '*/demo/pricing*',
} as const

const tourSteps: readonly Step<Authored>[] = [
  {
    id: 'plan',
    kind: 'anchored',
    title: { en: 'This is your harbour, today', de: 'Ihr Hafen, heute' },
    body: {
      en: 'Every berth is on the plan: **regulars**, **guests**, and what is *free tonight*.',
      de: 'Jeder Liegeplatz steht im Plan: **Dauerlieger**, **Gäste**, und was *heute Nacht frei* ist.',
    },
    target: target('berth-plan'),
    placement: 'auto',
    path: pages.product,
    advance: [],
  },
  {
    id: 'prices',
    kind: 'anchored',
    title: { en: 'See what it costs', de: 'Was es kostet' },
    body: {
      en: 'Open **Pricing**: the tour goes on there.',
      de: 'Öffnen Sie **Pricing**: Dort geht die Tour weiter.',
    },
    // A narrow window may have moved the link out of sight; the button leads to the same page.
    target: target('nav-pricing', 'try-free'),
    placement: 'bottom',
    interaction: 'target',
    advance: [
      { on: 'click' },
      { on: 'condition', rule: { fact: 'path', op: 'matches', value: pages.pricing } },
    ],
  },
  {
    id: 'period',
    kind: 'anchored',
    title: { en: 'By the month, or two months free', de: 'Monatlich, oder zwei Monate geschenkt' },
    body: {
      en: 'Choose how you would like to pay: the prices below follow. You can end any month.',
      de: 'Wählen Sie, wie Sie zahlen möchten: Die Preise darunter ändern sich mit. Kündbar ist jeden Monat.',
    },
    target: target('billing-period'),
    placement: 'bottom',
    path: pages.pricing,
    interaction: 'target',
    advance: [],
    button: { en: 'Done', de: 'Fertig' },
    missing: { afterMs: 8_000, act: 'centre' },
  },
]

/** `basePath`: where the relay's own pages begin, empty or without a slash at its end. */
export function demoFlows(basePath: string): readonly DemoFlow[] {
  return [
    {
      id: demoTourId,
      name: 'Find your way around',
      draft: {
        ...base,
        // Begun by the page's button, the checklist or an agent: a guest who reads is not interrupted.
        rule: null,
        frequency: { kind: 'once' },
        priority: 60,
        content: {
          kind: 'tour',
          title: { en: 'Find your way around', de: 'Ein kurzer Rundgang' },
          steps: tourSteps,
          celebrate: true,
        },
      },
    },
    {
      id: '5d0c7a52-1f0e-4b7e-9c1d-0a1f6f1b9d02',
      name: 'Get to know Harbor',
      draft: {
        ...base,
        rule: everybody,
        frequency: { kind: 'until_finished' },
        priority: 50,
        content: {
          kind: 'checklist',
          title: { en: 'Get to know Harbor', de: 'Harbor kennenlernen' },
          body: {
            en: 'Five minutes, and you know whether it fits your marina.',
            de: 'In fünf Minuten wissen Sie, ob es zu Ihrer Marina passt.',
          },
          order: 'any',
          launcher: false,
          celebrate: true,
          items: [
            {
              id: 'look-around',
              title: { en: 'Look around', de: 'Sehen Sie sich um' },
              body: {
                en: 'Three steps through plan and prices.',
                de: 'Drei Schritte durch Plan und Preise.',
              },
              action: {
                label: { en: 'Start the tour', de: 'Tour beginnen' },
                does: { kind: 'tour', flowId: demoTourId },
              },
              completeWhen: [{ by: 'tour', flowId: demoTourId }],
            },
            {
              id: 'move-in',
              title: { en: 'Read how a marina moves in', de: 'Lesen Sie, wie eine Marina einzieht' },
              body: {
                en: 'From whiteboard to plan in an afternoon.',
                de: 'Von der Tafel zum Plan an einem Nachmittag.',
              },
              action: {
                label: { en: 'How it works', de: 'So geht es' },
                does: { kind: 'address', address: `${basePath}/demo/how-it-works` },
              },
              completeWhen: [{ by: 'rule', rule: { fact: 'path', op: 'matches', value: pages.howItWorks } }],
            },
            {
              id: 'compare',
              title: {
                en: 'Compare monthly and yearly prices',
                de: 'Vergleichen Sie Monats- und Jahrespreise',
              },
              body: {
                en: 'Switch between the two above the prices.',
                de: 'Schalten Sie über den Preisen zwischen beiden um.',
              },
              action: {
                label: { en: 'Open the prices', de: 'Preise öffnen' },
                does: { kind: 'address', address: `${basePath}/demo/pricing` },
              },
              completeWhen: [
                { by: 'rule', rule: { fact: 'events.pricing.period_chosen', op: 'at_least', value: 1 } },
              ],
            },
          ],
        },
      },
    },
    {
      id: '5d0c7a52-1f0e-4b7e-9c1d-0a1f6f1b9d03',
      name: 'What sharing a berth means',
      draft: {
        ...base,
        rule: everybody,
        frequency: { kind: 'until_finished' },
        priority: 30,
        content: {
          kind: 'hint',
          hints: [
            {
              id: 'shared-berth',
              target: target('shared-berth'),
              path: pages.pricing,
              title: {
                en: 'Half the fee goes to the regular',
                de: 'Die halbe Gebühr geht an den Dauerlieger',
              },
              body: {
                en: 'A regular who is away says so in the app. Their berth is booked for the night, and you both earn on it.',
                de: 'Wer unterwegs ist, meldet sich in der App ab. Der Platz wird für die Nacht vergeben, und beide verdienen daran.',
              },
              action: {
                label: { en: 'Ask how it is billed', de: 'Fragen, wie abgerechnet wird' },
                does: { kind: 'message', text: 'How is a shared berth billed?' },
              },
            },
          ],
        },
      },
    },
    {
      id: '5d0c7a52-1f0e-4b7e-9c1d-0a1f6f1b9d04',
      name: 'Winter storage',
      draft: {
        ...base,
        rule: { fact: 'path', op: 'matches', value: pages.howItWorks },
        frequency: { kind: 'until_finished' },
        priority: 40,
        content: {
          kind: 'banner',
          place: 'top',
          body: {
            en: '**New:** winter storage is on the plan. Halls and trailers are booked like berths.',
            de: '**Neu:** Winterlager im Plan. Hallen und Trailer werden gebucht wie Liegeplätze.',
          },
          action: {
            label: { en: 'See the prices', de: 'Zu den Preisen' },
            does: { kind: 'address', address: `${basePath}/demo/pricing` },
          },
          dismissible: true,
        },
      },
    },
  ]
}
