/** All shortcuts at a glance, made of the table. */
import { IconClose } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import { Modal } from '../controls/modal.tsx'
import { ToolButton } from '../controls/tool-button.tsx'
import { useDesk } from '../desk/desk-context.tsx'
import { type Keys, keysText, shortcutNames, shortcuts } from './shortcuts.ts'

const groups = ['move', 'conversation', 'desk'] as const

export function ShortcutHelp(): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const close = (): void => {
    desk.dialog.value = null
  }
  return (
    <Modal label={say('shortcuts.title')} onClose={close} class="modal-help">
      <header class="modal-head">
        <h2 class="modal-title">{say('shortcuts.title')}</h2>
        <ToolButton label={say('shell.close')} keys="back" tip="below" tipAlign="end" onClick={close}>
          <IconClose />
        </ToolButton>
      </header>
      <div class="help-groups">
        {groups.map((group) => (
          <section key={group}>
            <h3 class="help-heading">{say(`shortcuts.groups.${group}`)}</h3>
            <dl class="help-list">
              {shortcutNames
                .filter((name) => shortcuts[name].group === group)
                .map((name) => (
                  <div key={name} class="help-row">
                    <dt>{say(`shortcuts.names.${name}`)}</dt>
                    <dd>
                      {shortcuts[name].keys.map((keys: Keys) => (
                        <kbd key={keysText(keys, desk.modifier)} class="key">
                          {keysText(keys, desk.modifier)}
                        </kbd>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}
