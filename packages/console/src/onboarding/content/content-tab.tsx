/** What visitors read and do: the languages above, the form of the flow's kind, and beside it how it will look. */
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { useMemo } from 'preact/hooks'
import { useDesk } from '../../desk/desk-context.tsx'
import { languagesOf } from '../flow-texts-of.ts'
import { shortId } from '../short-id.ts'
import { BannerForm } from './banner-form.tsx'
import { ChecklistForm } from './checklist-form.tsx'
import { ContentProvider, type ContentWriting } from './content-context.ts'
import type { FlowEditor } from './flow-editor.ts'
import { FlowPreview } from './flow-preview.tsx'
import { HintForm } from './hint-form.tsx'
import { LanguageBar } from './language-bar.tsx'
import { SurveyForm } from './survey-form.tsx'
import { TourForm } from './tour-form.tsx'

export function ContentTab(props: { editor: FlowEditor; onPick: (stepId: string) => void }): VNode | null {
  const { editor, onPick } = props
  const desk = useDesk()
  const draft = editor.draft.value
  const wanted = useSignal<string | null>(null)
  const openId = useSignal<string | null>(firstPlace(editor))
  const languages = draft ? languagesOf(draft) : []
  const locale =
    wanted.value && languages.includes(wanted.value) ? wanted.value : (draft?.defaultLocale ?? '')
  const defaultLocale = draft?.defaultLocale ?? ''
  const mayWrite = desk.may('flows.write')
  const writing = useMemo(
    (): ContentWriting => ({
      flowId: editor.flowId,
      locale,
      defaultLocale,
      mayWrite,
      edit: editor.edit,
      pick: onPick,
      makeId: () => shortId(desk.makeId),
    }),
    [editor, locale, defaultLocale, mayWrite, onPick, desk],
  )
  if (!draft) return null
  const open = {
    openId: openId.value,
    onOpen: (id: string | null) => {
      openId.value = id
    },
  }
  const { content } = draft
  return (
    <ContentProvider value={writing}>
      <div class="content-columns">
        <div class="content-form">
          <LanguageBar
            editor={editor}
            locale={locale}
            mayWrite={mayWrite}
            onChoose={(next) => {
              wanted.value = next
            }}
          />
          {content.kind === 'tour' && <TourForm content={content} {...open} />}
          {content.kind === 'checklist' && <ChecklistForm content={content} {...open} />}
          {content.kind === 'hint' && <HintForm content={content} {...open} />}
          {content.kind === 'banner' && <BannerForm content={content} />}
          {content.kind === 'survey' && <SurveyForm content={content} {...open} />}
        </div>
        <FlowPreview draft={draft} locale={locale} openId={openId.value} />
      </div>
    </ContentProvider>
  )
}

/** What stands open at first, so that the preview shows something. */
function firstPlace(editor: FlowEditor): string | null {
  const content = editor.draft.peek()?.content
  if (content?.kind === 'tour') return content.steps[0]?.id ?? null
  return content?.kind === 'hint' ? (content.hints[0]?.id ?? null) : null
}
