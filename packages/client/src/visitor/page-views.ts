/** Which page the visitor looks at: its facts as a value, and each address that was opened, cut to what the relay takes. */
import type { Page } from '@docent/protocol'
import { limits } from '@docent/protocol/limits'
import type { Facts } from '@docent/protocol/rule'
import { type ReadonlySignal, signal } from '@preact/signals-core'
import { noPage } from './no-page.ts'
import type { PageFacts } from './page-facts.ts'

export interface PageViews {
  readonly facts: ReadonlySignal<Facts>
  close(): void
}

export function createPageViews({
  pageFacts,
  onView,
}: {
  /** Absent where there is no page: then nothing is ever viewed. */
  readonly pageFacts: PageFacts | undefined
  /** Fired for the page that is open at the beginning, and for each navigation. */
  readonly onView: (page: Page) => void
}): PageViews {
  if (!pageFacts) return { facts: signal(noPage), close() {} }
  const facts = signal(pageFacts.read())

  const read = () => {
    facts.value = pageFacts.read()
  }
  const view = () => {
    const { address, title, referrer } = facts.peek()
    onView({
      address: address.slice(0, limits.addressLength),
      title: title.slice(0, limits.titleLength),
      referrer: referrer.slice(0, limits.addressLength),
    })
  }

  view()
  const undo = [
    pageFacts.onChange(read),
    pageFacts.onNavigate(() => {
      read()
      view()
    }),
  ]
  return {
    facts,
    close() {
      for (const act of undo) act()
    },
  }
}
