/** Who it is, who has it, and what can be done with it now. */
import type { DeskConversation, InboxItem } from '@docent/client/agent/types'
import { Avatar } from '@docent/ui/avatar.tsx'
import {
  IconArrowRightLeft,
  IconCheck,
  IconFile,
  IconPanelRight,
  IconRotateCcw,
  IconUserCheck,
} from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import { BackButton } from '../controls/back-button.tsx'
import { Button } from '../controls/button.tsx'
import { ToolButton } from '../controls/tool-button.tsx'
import { useDesk } from '../desk/desk-context.tsx'

export function ConversationHeader(props: { row: InboxItem; view: DeskConversation | null }): VNode {
  const { row, view } = props
  const desk = useDesk()
  const { say } = desk.words
  const name = row.visitor.name || row.visitor.email || say('conversation.visitor')
  return (
    <header class="pane-head conversation-head">
      {desk.layout.value === 'narrow' && (
        <BackButton label={say('shell.back')} onClick={() => desk.go({ conversationId: null })} />
      )}
      <Avatar name={name} id={row.visitor.id} size={32} dot={view?.visitorConnected ? 'online' : 'away'} />
      <div class="conversation-who">
        <Name name={name} />
        <p class="conversation-where" dir="auto">
          <Presence view={view} />
          <span class="conversation-holder">{holderWords(desk, row)}</span>
        </p>
      </div>
      <div class="conversation-actions">
        <HandlingButtons row={row} />
        {desk.may('articles.write') && (
          <ToolButton
            label={say(desk.drafting.value ? 'draft.making' : 'draft.make')}
            keys="makeArticle"
            tip="below"
            tipAlign="end"
            onClick={() => void desk.makeArticle()}
          >
            <IconFile />
          </ToolButton>
        )}
        <ToolButton
          label={say(desk.visitorShown.value ? 'shell.foldVisitor' : 'shell.unfoldVisitor')}
          keys="visitor"
          tip="below"
          tipAlign="end"
          pressed={desk.visitorShown.value}
          onClick={desk.toggleVisitor}
        >
          <IconPanelRight />
        </ToolButton>
      </div>
    </header>
  )
}

/** Where the list is not beside it, the conversation is what the page is about. */
function Name({ name }: { name: string }): VNode {
  const Heading = useDesk().layout.value === 'narrow' ? 'h1' : 'h2'
  return (
    <Heading class="conversation-name" dir="auto">
      {name}
    </Heading>
  )
}

function Presence({ view }: { view: DeskConversation | null }): VNode {
  const { say } = useDesk().words
  if (!view?.visitorConnected) return <span>{say('conversation.offline')}</span>
  const title = view.page ? view.page.title || view.page.address : ''
  return (
    <span class="conversation-page" title={view.page?.address}>
      {title ? say('conversation.onPage', { title }) : say('conversation.online')}
    </span>
  )
}

function HandlingButtons({ row }: { row: InboxItem }): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const { actions } = desk
  if (row.status === 'resolved')
    return (
      <Button
        label={say('actions.reopen')}
        icon={<IconRotateCcw size={16} />}
        shortcut="reopen"
        tipSide="below"
        onClick={() => void actions.reopen(row.id)}
      />
    )
  const mine = row.agentId === desk.client.me.value?.id
  return (
    <>
      {!mine && (
        <Button
          label={say('actions.take')}
          look="primary"
          icon={<IconUserCheck size={16} />}
          shortcut="take"
          tipSide="below"
          onClick={() => void actions.take(row.id)}
        />
      )}
      <Button
        label={say('actions.transfer')}
        icon={<IconArrowRightLeft size={16} />}
        shortcut="transfer"
        tipSide="below"
        foldable
        onClick={() => {
          desk.dialog.value = 'transfer'
        }}
      />
      <Button
        label={say('actions.resolve')}
        look={mine ? 'primary' : 'quiet'}
        icon={<IconCheck size={16} />}
        shortcut="resolve"
        tipSide="below"
        foldable
        onClick={() => void actions.resolve(row.id)}
      />
    </>
  )
}

function holderWords(desk: ReturnType<typeof useDesk>, row: InboxItem): string {
  const { say } = desk.words
  if (row.status === 'resolved') return say('conversation.resolved')
  if (row.agentId === null) return say('conversation.unassigned')
  if (row.agentId === desk.client.me.value?.id) return say('conversation.heldByYou')
  return say('conversation.heldBy', { name: desk.names.agent(row.agentId) })
}
