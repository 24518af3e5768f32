/** One field for everything: a conversation by name or words, or a command. */
import { Avatar } from '@docent/ui/avatar.tsx'
import { IconArrowRight, IconMessageSquare, IconZap } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import { ChoiceLine } from '../controls/choice-line.tsx'
import { Modal } from '../controls/modal.tsx'
import { type Choice, Picker } from '../controls/picker.tsx'
import { useDesk } from '../desk/desk-context.tsx'
import { shortcutText } from '../shortcuts/shortcuts.ts'
import { type Command, commandsOf, findCommands, findConversations } from './commands.ts'

const icons = {
  conversation: <IconMessageSquare size={18} />,
  go: <IconArrowRight size={18} />,
  desk: <IconZap size={18} />,
}

export function Palette(): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const close = (): void => {
    desk.dialog.value = null
  }
  const commandsFor = (query: string) =>
    findCommands(commandsOf(desk), query).map(
      (command): Choice => ({
        id: command.id,
        group: say(`palette.groups.${command.group}`),
        content: <CommandChoice command={command} />,
        choose: () => {
          close()
          command.run()
        },
      }),
    )
  const conversationsFor = (query: string) =>
    findConversations(desk.client.inbox.items.value, query).map((row): Choice => {
      const name = row.visitor.name || row.visitor.email || say('list.anonymous')
      return {
        id: row.id,
        group: say('palette.groups.conversations'),
        content: (
          <>
            <Avatar name={name} id={row.visitor.id} size={24} />
            <span class="choice-name" dir="auto">
              {name}
            </span>
            <span class="choice-preview" dir="auto">
              {row.preview}
            </span>
          </>
        ),
        choose: () => {
          close()
          desk.go({ conversationId: row.id })
        },
      }
    })
  return (
    <Modal label={say('palette.title')} onClose={close} class="modal-top">
      <Picker
        label={say('palette.field')}
        listLabel={say('palette.title')}
        choicesFor={(query) => {
          const commands = commandsFor(query)
          if (query.trim() === '') return commands
          return [...commands.slice(0, 3), ...conversationsFor(query), ...commands.slice(3)]
        }}
        none={say('palette.none')}
      />
    </Modal>
  )
}

function CommandChoice({ command }: { command: Command }): VNode {
  const { modifier } = useDesk()
  return (
    <ChoiceLine icon={icons[command.group]} name={command.label}>
      {command.shortcut && <kbd class="key">{shortcutText(command.shortcut, modifier)}</kbd>}
    </ChoiceLine>
  )
}
