/** Chooses the agent or the team that a conversation goes to, with how busy each is. */
import type { Colleague } from '@docent/protocol'
import { Avatar } from '@docent/ui/avatar.tsx'
import { IconUsers } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import { ChoiceLine } from '../controls/choice-line.tsx'
import { Modal } from '../controls/modal.tsx'
import { type Choice, hasWords, Picker } from '../controls/picker.tsx'
import type { TransferTarget } from '../desk/actions.ts'
import { useDesk } from '../desk/desk-context.tsx'

export function TransferPicker({ conversationId }: { conversationId: string }): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const close = (): void => {
    desk.dialog.value = null
  }
  const choose = (to: TransferTarget) => () => {
    close()
    void desk.actions.transfer(conversationId, to)
  }
  const holder = desk.open.row.value?.agentId ?? null
  const agents = desk.client.colleagues.agents.value
    .filter((agent) => agent.id !== holder)
    .toSorted((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name))
  const teams = desk.client.colleagues.teams.value

  const choicesFor = (query: string): readonly Choice[] => [
    ...agents
      .filter(({ name }) => hasWords(name, query))
      .map((agent) => ({
        id: agent.id,
        group: say('transfer.agents'),
        content: <AgentChoice agent={agent} />,
        choose: choose({ kind: 'agent', agentId: agent.id, name: agent.name }),
      })),
    ...teams
      .filter(({ name }) => hasWords(name, query))
      .map((team) => ({
        id: team.id,
        group: say('transfer.teams'),
        content: <ChoiceLine icon={<IconUsers size={18} />} name={team.name} />,
        choose: choose({ kind: 'team', teamId: team.id, name: team.name }),
      })),
  ]
  return (
    <Modal label={say('transfer.title')} onClose={close} class="modal-top">
      <Picker
        label={say('transfer.search')}
        listLabel={say('transfer.title')}
        choicesFor={choicesFor}
        none={say('transfer.none')}
      />
    </Modal>
  )
}

function AgentChoice({ agent }: { agent: Colleague }): VNode {
  const { say } = useDesk().words
  const state = !agent.connected ? 'offline' : agent.accepting ? 'online' : 'busy'
  return (
    <>
      <Avatar name={agent.name} id={agent.id} size={24} dot={state === 'online' ? 'online' : 'away'} />
      <span class="choice-name" dir="auto">
        {agent.name}
      </span>
      <span class="choice-more">
        {say(`transfer.${state}`)}
        <span class="choice-load">
          {say('transfer.load', { active: agent.active, capacity: agent.capacity })}
        </span>
      </span>
    </>
  )
}

/** Who can help at once comes first. */
const rank = (agent: Colleague): number =>
  !agent.connected ? 3 : !agent.accepting ? 2 : agent.active >= agent.capacity ? 1 : 0
