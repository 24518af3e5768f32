/** How the flow will look to a visitor of the chosen language: the same texts and parts as on a page, in the site's colours. */

import { ShownFlow } from '@docent/onboarding/view'
import type { FlowContent, FlowDraft } from '@docent/protocol/flow'
import { publishedFlow } from '@docent/protocol/flow-texts'
import { messengerTokens } from '@docent/ui/messenger-theme'
import { schemeOf } from '@docent/ui/scheme'
import type { VNode } from 'preact'
import { useMemo } from 'preact/hooks'
import { useDesk } from '../../desk/desk-context.tsx'
import { locatorWords } from './target-words.ts'

export function FlowPreview(props: { draft: FlowDraft; locale: string; openId: string | null }): VNode {
  const { draft, locale, openId } = props
  const desk = useDesk()
  const { say } = desk.words
  const { content } = useMemo(() => publishedFlow('preview', 0, draft, [locale]), [draft, locale])
  const theme = desk.client.settings.current.value?.settings.theme
  const colours = theme && messengerTokens(theme, schemeOf(theme.scheme, desk.dark.value))
  return (
    <aside class="flow-preview" aria-label={say('flow.preview')}>
      <p class="flow-preview-name">{say('flow.preview')}</p>
      <div class={`flow-preview-page flow-preview-${edgeOf(content)}`} style={colours}>
        <Where content={content} openId={openId} />
        {isEmpty(content) ? (
          <p class="flow-preview-words">{say('flow.previewNothing')}</p>
        ) : (
          <ShownFlow content={content} locale={locale} openId={openId} />
        )}
      </div>
    </aside>
  )
}

const edgeOf = (content: FlowContent): string => (content.kind === 'banner' ? content.place : 'middle')

const isEmpty = (content: FlowContent): boolean =>
  (content.kind === 'tour' && content.steps.length === 0) ||
  (content.kind === 'hint' && content.hints.length === 0)

/** Of a step of a tour: the page's element is not here to be shown. */
function Where({ content, openId }: { content: FlowContent; openId: string | null }): VNode | null {
  const { say } = useDesk().words
  if (content.kind !== 'tour') return null
  const step = content.steps.find(({ id }) => id === openId) ?? content.steps[0]
  if (!step) return null
  const [locator] = step.target?.locators ?? []
  return (
    <p class="flow-preview-words">
      {step.kind === 'anchored' && locator
        ? say('flow.previewTarget', { target: locatorWords(say, locator) })
        : say('flow.previewMiddle')}
    </p>
  )
}
