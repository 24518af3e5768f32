/** Chooses the agent or the team that a conversation goes to, with how busy each is. */
import type { Colleague } from '@docent/protocol'
import { Avatar } from '@docent/ui/avatar.tsx'
import { IconUsers } from '@docent/ui/icons.tsx'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { Modal } from '../controls/modal.tsx'
import { type Choice, Picker } from '../controls/picker.tsx'
import type { TransferTarget } from '../desk/actions.ts'
import { useDesk } from '../desk/desk-context.tsx'

export function TransferPicker({ conversationId }: { conversationId: string }): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const query = useSignal('')
  const close = (): void => {
    desk.dialog.value = null
  }
  const choose = (to: TransferTarget) => () => {
    close()
    void desk.actions.transfer(conversationId, to)
  }
  const wanted = query.value.trim().toLowerCase()
  const holder = desk.open.row.value?.agentId ?? null
  const agents = desk.client.colleagues.agents.value
    .filter((agent) => agent.id !== holder && agent.name.toLowerCase().includes(wanted))
    .toSorted((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name))
  const teams = desk.client.colleagues.teams.value.filter((team) => team.name.toLowerCase().includes(wanted))

  const choices: Choice[] = [
    ...agents.map((agent) => ({
      id: agent.id,
      group: say('transfer.agents'),
      content: <AgentChoice agent={agent} />,
      choose: choose({ kind: 'agent', agentId: agent.id, name: agent.name }),
    })),
    ...teams.map((team) => ({
      id: team.id,
      group: say('transfer.teams'),
      content: (
        <>
          <span class="choice-icon">
            <IconUsers size={18} />
          </span>
          <span class="choice-name" dir="auto">
            {team.name}
          </span>
        </>
      ),
      choose: choose({ kind: 'team', teamId: team.id, name: team.name }),
    })),
  ]
  return (
    <Modal label={say('transfer.title')} onClose={close} class="modal-top">
      <Picker
        label={say('transfer.search')}
        listLabel={say('transfer.title')}
        query={query.value}
        onQuery={(next) => {
          query.value = next
        }}
        choices={choices}
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
