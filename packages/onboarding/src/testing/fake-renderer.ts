/** A renderer that draws nothing: what it was told, and the buttons that a visitor would press. */
import type { RendererEvents, StepOnScreen, TourRenderer } from '../tours/tour-renderer.ts'

export interface FakeRenderer extends TourRenderer {
  /** The step that is on screen. */
  readonly shown: () => StepOnScreen | null
  readonly closed: () => boolean
  /** What the visitor does. */
  press: RendererEvents
}

export function createFakeRenderer(): FakeRenderer & {
  readonly load: (events: RendererEvents) => Promise<TourRenderer>
} {
  let shown: StepOnScreen | null = null
  let closed = false
  const nobody = (): void => {
    throw new Error('nothing was shown yet')
  }
  const renderer: FakeRenderer & { readonly load: (events: RendererEvents) => Promise<TourRenderer> } = {
    show: async (step) => {
      shown = step
    },
    moveTo: (target) => {
      if (shown) shown = { ...shown, target }
    },
    hide: () => {
      shown = null
    },
    close: () => {
      shown = null
      closed = true
    },
    shown: () => shown,
    closed: () => closed,
    press: {
      onNext: nobody,
      onBack: nobody,
      onClose: nobody,
      onChoice: nobody,
      onStray: nobody,
      onFailed: nobody,
    },
    load: async (events) => {
      renderer.press = events
      closed = false
      return renderer
    },
  }
  return renderer
}
