/** The messenger in small, in the colours and words as they stand in the form. Only to be looked at. */
import type { SiteSettings } from '@docent/protocol'
import { IconClose, IconMessage } from '@docent/ui/icons.tsx'
import { schemeOf, tokens } from '@docent/ui/theme'
import type { VNode } from 'preact'
import { useDesk } from '../desk/desk-context.tsx'

export function MessengerPreview({ settings, dark }: { settings: SiteSettings; dark: boolean }): VNode {
  const { say } = useDesk().words
  const { theme } = settings
  const brand = /^#[0-9a-f]{6}$/i.test(theme.brand) ? theme.brand : '#3b5bdb'
  const scheme = schemeOf(theme.scheme, dark)
  return (
    <figure class="preview" aria-label={say('settings.preview')}>
      <figcaption class="settings-heading">{say('settings.preview')}</figcaption>
      <div class={`preview-page preview-${theme.side}`} style={tokens({ brand }, scheme)}>
        <div class="preview-panel">
          <header class="preview-head">
            <div>
              <p class="preview-team" dir="auto">
                {settings.teamName}
              </p>
              <p class="preview-reply" dir="auto">
                {settings.replyTime}
              </p>
            </div>
            <IconClose size={16} />
          </header>
          <div class="preview-thread">
            <p class="preview-bubble" dir="auto">
              {settings.greeting}
            </p>
            <p class="preview-bubble preview-own" dir="auto">
              {say('settings.previewMessage')}
            </p>
            <p class="preview-bubble" dir="auto">
              {say('settings.previewAnswer')}
            </p>
          </div>
          <p class="preview-field">{say('settings.previewField')}</p>
        </div>
        <span class="preview-launcher">
          <IconMessage size={22} />
        </span>
      </div>
    </figure>
  )
}
