/** What a button or an item does: start a tour, open a page, begin a conversation, open an article. */
import type { FlowAction, Texts } from '@docent/protocol/flow'
import type { VNode } from 'preact'
import { ChoiceField, TextField } from '../../controls/fields.tsx'
import { Switch } from '../../controls/switch.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { useContent } from './content-context.ts'
import { PlainTexts } from './text-fields.tsx'

interface Button {
  readonly label: Texts
  readonly does: FlowAction
}
type ActionKind = FlowAction['kind']

export function ActionField(props: {
  action: Button | undefined
  onChange: (action: Button | undefined) => void
}): VNode {
  const { say } = useDesk().words
  const { defaultLocale } = useContent()
  const { action, onChange } = props
  const tours = useTours()
  const startingAction = (): Button => ({
    label: { [defaultLocale]: '' },
    does: { kind: 'address', address: '/' },
  })
  const offered = (kind: ActionKind): boolean =>
    kind === action?.does.kind || (kind === 'tour' ? tours.length > 0 : kind !== 'article')
  // An article cannot be opened yet: only what a file brought along names one.
  const kinds = (['tour', 'address', 'message', 'article'] as const).filter(offered)
  return (
    <>
      <Switch
        label={say('content.actionOn')}
        on={action !== undefined}
        onChange={(on) => onChange(on ? startingAction() : undefined)}
      />
      {action && (
        <div class="sub-form">
          <PlainTexts
            label={say('content.button')}
            texts={action.label}
            onChange={(label) => onChange({ ...action, label })}
          />
          <ChoiceField
            label={say('content.actionDoes')}
            value={action.does.kind}
            choices={kinds.map((value) => ({ value, label: say(`content.actions.${value}`) }))}
            onChange={(kind) => onChange({ ...action, does: startingWith(kind, tours[0]?.value ?? '') })}
          />
          <Does does={action.does} onChange={(does) => onChange({ ...action, does })} />
        </div>
      )}
    </>
  )
}

function Does({ does, onChange }: { does: FlowAction; onChange: (does: FlowAction) => void }): VNode {
  const { say } = useDesk().words
  switch (does.kind) {
    case 'tour':
      return <TourChoice flowId={does.flowId} onChange={(flowId) => onChange({ kind: 'tour', flowId })} />
    case 'address':
      return (
        <>
          <TextField
            label={say('content.actionAddress')}
            text={say('content.actionAddressText')}
            value={does.address}
            maxLength={1_000}
            code
            onChange={(address) => onChange({ ...does, address })}
          />
          {/^https?:/i.test(does.address) && (
            <Switch
              label={say('content.actionNewTab')}
              on={does.newTab === true}
              onChange={(newTab) =>
                onChange({ kind: 'address', address: does.address, ...(newTab ? { newTab } : {}) })
              }
            />
          )}
        </>
      )
    case 'message':
      return (
        <TextField
          label={say('content.actionMessage')}
          value={does.text}
          maxLength={1_000}
          onChange={(text) => onChange({ kind: 'message', text })}
        />
      )
    case 'article':
      return (
        <TextField
          label={say('content.actionArticle')}
          value={does.articleId}
          maxLength={100}
          code
          onChange={(articleId) => onChange({ kind: 'article', articleId })}
        />
      )
  }
}

export function TourChoice(props: { flowId: string; onChange: (flowId: string) => void }): VNode {
  const { say } = useDesk().words
  const tours = useTours()
  const known = tours.some(({ value }) => value === props.flowId)
  const choices = known ? tours : [{ value: props.flowId, label: say('content.actionNoTour') }, ...tours]
  return (
    <ChoiceField
      label={say('content.actionTour')}
      value={props.flowId}
      choices={choices}
      onChange={props.onChange}
    />
  )
}

/** Every tour of the site but the one that is being written, drafts too: they may be published together. */
export function useTours(): readonly { readonly value: string; readonly label: string }[] {
  const desk = useDesk()
  const { flowId } = useContent()
  return (desk.client.flows.list.value ?? [])
    .filter((row) => row.kind === 'tour' && row.id !== flowId)
    .map((row) => ({ value: row.id, label: row.name }))
}

function startingWith(kind: ActionKind, tourId: string): FlowAction {
  switch (kind) {
    case 'tour':
      return { kind, flowId: tourId }
    case 'address':
      return { kind, address: '/' }
    case 'message':
      return { kind, text: '' }
    case 'article':
      return { kind, articleId: '' }
  }
}
