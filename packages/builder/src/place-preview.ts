/** Shows the chosen step beside its element as visitors will see it, while it is being written. */
import { findTarget } from '@docent/onboarding/finder'
import type { CreateTourRenderer, TourRenderer } from '@docent/onboarding/tours'
import type { FlowDraft, Step } from '@docent/protocol'
import { publishedFlow } from '@docent/protocol/flow-texts'
import { effect } from '@preact/signals-core'
import type { BuilderContext } from './builder-context.ts'
import type { Doing } from './editor.ts'
import { standsOn } from './stands-on.ts'

export interface PreviewOptions {
  readonly view: Window & typeof globalThis
  readonly context: Pick<BuilderContext, 'editor' | 'locale' | 'path' | 'side'>
  readonly tokens: () => Readonly<Record<string, string>>
  readonly loadRenderer: () => Promise<CreateTourRenderer>
  readonly warn: (message: string, cause: unknown) => void
}

/** What a preview is made of: each change of it shows anew. */
interface Shown {
  readonly draft: FlowDraft
  readonly chosenId: string | undefined
  readonly doing: Doing
  readonly wanted: string
  readonly here: string
}

/** How much of the window the panel takes, in CSS pixels. */
const panelWidth = 384

/** The text of a step while nothing is written yet. */
const blank = [{ type: 'paragraph', children: [{ type: 'text', text: '…' }] }] as const

/** Begins at once. Returns the end. */
export function previewPlaces({ view, context, tokens, loadRenderer, warn }: PreviewOptions): () => void {
  const { editor, locale, path, side } = context
  let seen: Element | null = null
  let renderer: TourRenderer | null = null
  let language = ''
  let closed = false
  let asked = 0

  /** A card has one language; another one is another card. */
  async function rendererFor(wanted: string): Promise<TourRenderer | null> {
    if (renderer && language === wanted) return renderer
    const create = await loadRenderer()
    if (closed) return null
    renderer?.close()
    language = wanted
    const choose = (by: 1 | -1): void => {
      const steps = stepsOf(editor.draft.peek(), wanted)
      const at = steps.findIndex(({ id }) => id === editor.chosen.peek()?.id)
      const next = steps[at + by]
      if (next) editor.choose(next.id)
    }
    renderer = create(
      { view, locale: wanted, tokens: tokens() },
      {
        onNext: () => choose(1),
        onBack: () => choose(-1),
        onClose: () => renderer?.hide(),
        onChoice: (id) => {
          const step = stepsOf(editor.draft.peek(), wanted).find((one) => one.id === editor.chosen.peek()?.id)
          const to = step?.choices?.find((choice) => choice.id === id)?.to
          if (to && to !== 'end') editor.choose(to)
        },
        onStray: () => {},
        // The author sees that there is nothing.
        onFailed: () => {},
      },
    )
    return renderer
  }

  /** Once for each element: an author who then moves the panel has a reason. */
  function makeWay(target: Element | null): void {
    if (target === seen) return
    seen = target
    if (!target) return
    const { left, right } = target.getBoundingClientRect()
    const reaches = { left: left < panelWidth, right: right > view.innerWidth - panelWidth }
    const other = side.peek() === 'left' ? 'right' : 'left'
    if (reaches[side.peek()] && !reaches[other]) side.value = other
  }

  async function show({ draft, chosenId, doing, wanted, here }: Shown): Promise<void> {
    const turn = ++asked
    const steps = stepsOf(draft, wanted)
    const at = steps.findIndex(({ id }) => id === chosenId)
    const step = steps[at]
    const target = step?.target ? findTarget(step.target, view.document).element : null
    const isThere = step && standsOn(step, here) && (!step.target || target)
    if (!isThere || doing !== 'edit') return renderer?.hide()
    makeWay(target)
    const drawn = await rendererFor(wanted)
    if (turn !== asked || !drawn) return
    await drawn.show({
      step: { ...step, title: step.title || '…', body: step.body.length > 0 ? step.body : blank },
      target,
      placement: step.placement ?? 'auto',
      place: at + 1,
      of: steps.length,
      hasNext: true,
      isLast: at === steps.length - 1,
      canGoBack: at > 0,
      interaction: 'none',
      canSkip: false,
    })
  }

  const undo = effect(() => {
    show({
      draft: editor.draft.value,
      chosenId: editor.chosen.value?.id,
      doing: editor.doing.value,
      wanted: locale.value,
      here: path.value,
    }).catch((cause) => warn('The preview could not be shown.', cause))
  })

  return () => {
    closed = true
    undo()
    renderer?.close()
  }
}

/** A hint is shown by the same card as a step: the author writes both alike. */
function stepsOf(draft: FlowDraft, locale: string): readonly Step[] {
  const { content } = publishedFlow('preview', 1, draft, [locale])
  if (content.kind === 'tour') return content.steps
  return content.kind === 'hint'
    ? content.hints.map((hint) => ({ ...hint, kind: 'anchored', advance: [] }))
    : []
}
