/** The element that a step, an item or a hint belongs to: how it is found, and the ways to choose another. */
import type { Target } from '@docent/protocol/flow'
import { IconMapPin } from '@docent/ui/icons.tsx'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { Button } from '../../controls/button.tsx'
import { ChoiceField, TextField } from '../../controls/fields.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { useContent } from './content-context.ts'
import { targetWords } from './target-words.ts'

export function TargetField(props: {
  /** The step, item or hint. */
  ownerId: string
  target: Target | undefined
  onChange: (target: Target) => void
}): VNode {
  const { say } = useDesk().words
  const { pick } = useContent()
  const byHand = useSignal(false)
  const words = props.target ? targetWords(say, props.target) : null
  return (
    <div class="target">
      <p class={`target-words ${words ? '' : 'target-none'}`}>
        <IconMapPin size={16} />
        <span>
          <span class="target-label">{say('content.target')}</span>
          <span class="target-first" dir="auto">
            {words?.first ?? say('content.noTarget')}
          </span>
          {words?.more && <span class="target-more">{words.more}</span>}
        </span>
      </p>
      <div class="target-ways">
        <Button label={say('flow.pick')} onClick={() => pick(props.ownerId)} />
        <Button
          label={say('content.byHand')}
          look="plain"
          expanded={byHand.value}
          onClick={() => {
            byHand.value = !byHand.value
          }}
        />
      </div>
      {byHand.value && (
        <ByHand
          onUse={(target) => {
            byHand.value = false
            props.onChange(target)
          }}
        />
      )}
    </div>
  )
}

/** Names an element without looking at the page: by the mark that a site gives it, or by a selector. */
export function ByHand({ onUse }: { onUse: (target: Target) => void }): VNode {
  const { say } = useDesk().words
  const by = useSignal<'docent' | 'css'>('docent')
  const value = useSignal('')
  const written = value.value.trim()
  const use = (): void => {
    if (written === '') return
    onUse({
      locators: [by.value === 'docent' ? { by: 'docent', id: written } : { by: 'css', selector: written }],
    })
  }
  return (
    <div class="by-hand">
      <ChoiceField
        label={say('content.byHandKind')}
        value={by.value}
        choices={[
          { value: 'docent' as const, label: say('content.byHandDocent') },
          { value: 'css' as const, label: say('content.byHandCss') },
        ]}
        onChange={(next) => {
          by.value = next
        }}
      />
      <TextField
        label={say('content.byHandValue')}
        value={value.value}
        maxLength={by.value === 'docent' ? 100 : 500}
        code
        onChange={(next) => {
          value.value = next
        }}
        onEnter={use}
      />
      <Button label={say('content.byHandUse')} disabled={written === ''} onClick={use} />
    </div>
  )
}
