/**
 * The stage: draws what of flows is on the page, into the widget's own surface. Fetched when the first of it shows.
 * Decides nothing; `on-screen.ts` says what there is.
 */
import foundationCss from '@docent/ui/foundation.css?inline'
import { createTranslator } from '@docent/ui/i18n'
import type { ShadowHost } from '@docent/ui/shadow-host'
import { useValue } from '@docent/ui/use-value'
import { render, type VNode } from 'preact'
import { Banner } from './banner/banner.tsx'
import checklistCss from './checklist/checklist.css?inline'
import { ChecklistLauncher } from './checklist/checklist-launcher.tsx'
import { HintBeacon } from './hint/hint-beacon.tsx'
import { later } from './later.tsx'
import type { StageProps } from './on-screen.ts'
import stageCss from './stage.css?inline'
import type { StageContext } from './stage-context.ts'
import { stageWords } from './stage-words.ts'

const Above = later(async () => (await import('./above/above.tsx')).Above)
const Survey = later(
  async () => (await import('./survey/survey.tsx')).Survey,
  // Nothing is on screen that could not be shown: the place goes to the next one.
  ({ survey }) => survey.leave(),
)

export interface Stage {
  /** Leaves nothing on the page. */
  close(): void
}

export function createStage({ host, ...props }: StageProps & { readonly host: ShadowHost }): Stage {
  const { view } = props
  for (const css of [foundationCss, checklistCss, stageCss]) host.adopt(css)
  const context: StageContext = {
    ...props,
    adopt: host.adopt,
    t: createTranslator({ locale: 'en', words: stageWords }),
  }
  const box = view.document.createElement('div')
  box.className = 'o-stage'
  // What is typed here is none of the page's business, least of all of its keyboard shortcuts.
  for (const type of ['keydown', 'keyup', 'keypress'])
    box.addEventListener(type, (event) => event.stopPropagation())
  host.surface.append(box)
  render(<StageView {...context} />, box)
  return {
    close: () => {
      render(null, box)
      box.remove()
    },
  }
}

function StageView(stage: StageContext): VNode {
  const { screen } = stage
  const banner = useValue(screen.banner)
  const beacons = useValue(screen.beacons)
  const offer = useValue(screen.offer)
  const pointer = useValue(screen.pointer)
  const survey = useValue(screen.survey)
  const parties = useValue(screen.parties)
  const isAbove = offer !== null || pointer !== null || parties > 0
  return (
    <>
      {banner && <Banner stage={stage} banner={banner} />}
      {beacons.map((beacon) => (
        <HintBeacon key={beacon.key} stage={stage} beacon={beacon} />
      ))}
      <ChecklistLauncher stage={stage} />
      {survey && <Survey stage={stage} survey={survey} />}
      {isAbove && <Above stage={stage} offer={offer} pointer={pointer} parties={parties} />}
    </>
  )
}
