/** The line that brings the messenger to a site's pages, ready to be copied. */
import { IconCopy } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import { Button } from '../controls/button.tsx'
import { useDesk } from '../desk/desk-context.tsx'

export function InstallSection(): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const line = `<script async src="${new URL('embed.js', desk.relayUrl).href}" data-site="${desk.site.key}"></script>`
  const copy = async (): Promise<void> => {
    if (await desk.copy(line)) desk.toasts.say(say('settings.installCopied'))
    else desk.toasts.warn(say('settings.installNotCopied'))
  }
  return (
    <section class="settings-section">
      <h3 class="settings-heading">{say('settings.install')}</h3>
      <p class="settings-text">{say('settings.installText')}</p>
      <code class="install-line" dir="ltr">
        {line}
      </code>
      <div>
        <Button label={say('settings.installCopy')} icon={<IconCopy />} onClick={() => void copy()} />
      </div>
    </section>
  )
}
