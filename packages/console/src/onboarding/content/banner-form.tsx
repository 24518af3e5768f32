/** A banner: one line, where it stands, and its button. */
import type { VNode } from 'preact'
import { ChoiceField } from '../../controls/fields.tsx'
import { Switch } from '../../controls/switch.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { ActionField } from './action-field.tsx'
import { type ContentOf, useContent, withContent, withKey } from './content-context.ts'
import { RichTexts } from './text-fields.tsx'

export function BannerForm({ content }: { content: ContentOf<'banner'> }): VNode {
  const { say } = useDesk().words
  const { edit, mayWrite } = useContent()
  const change = (make: (banner: ContentOf<'banner'>) => ContentOf<'banner'>): void =>
    edit(withContent('banner', make))
  return (
    <fieldset class="plain-set" disabled={!mayWrite}>
      <RichTexts
        label={say('content.body')}
        texts={content.body}
        onChange={(body) => change((now) => ({ ...now, body }))}
      />
      <ChoiceField
        label={say('content.place')}
        value={content.place}
        choices={(['top', 'floating'] as const).map((value) => ({
          value,
          label: say(`content.places.${value}`),
        }))}
        onChange={(place) => change((now) => ({ ...now, place }))}
      />
      <ActionField
        action={content.action}
        onChange={(action) => change((now) => withKey(now, 'action', action))}
      />
      <Switch
        label={say('content.dismissible')}
        on={content.dismissible}
        onChange={(dismissible) => change((now) => ({ ...now, dismissible }))}
      />
    </fieldset>
  )
}
