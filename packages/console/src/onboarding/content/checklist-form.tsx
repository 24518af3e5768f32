/** A checklist: its head, its items, and what completes each. */
import type { Authored, ChecklistItem } from '@docent/protocol/flow'
import { flowLimits } from '@docent/protocol/limits'
import { IconPlus } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import { Button } from '../../controls/button.tsx'
import { ChoiceField } from '../../controls/fields.tsx'
import { Switch } from '../../controls/switch.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { ActionField } from './action-field.tsx'
import { CompleteWhenField } from './complete-when-field.tsx'
import { type ContentOf, useContent, withContent, withKey, withMember } from './content-context.ts'
import { PlaceList } from './place-list.tsx'
import { PlaceTexts, PlainTexts, RichTexts, shortText } from './text-fields.tsx'
import type { OpenPlace } from './tour-form.tsx'

type Item = ChecklistItem<Authored>

export function ChecklistForm(props: OpenPlace & { content: ContentOf<'checklist'> }): VNode {
  const { content, openId, onOpen } = props
  const { say } = useDesk().words
  const { edit, mayWrite, locale, defaultLocale, makeId } = useContent()
  const change = (part: Partial<ContentOf<'checklist'>>): void =>
    edit(withContent('checklist', (now) => ({ ...now, ...part })))
  const changeItem = (id: string) => (make: (item: Item) => Item) =>
    edit(withContent('checklist', (now) => ({ ...now, items: withMember(now.items, id, make) })))
  const add = (): void => {
    const id = makeId()
    change({
      items: [
        ...content.items,
        {
          id,
          title: { [defaultLocale]: '' },
          body: { [defaultLocale]: '' },
          completeWhen: [{ by: 'visitor' }],
        },
      ],
    })
    onOpen(id)
  }
  return (
    <>
      <fieldset class="plain-set" disabled={!mayWrite}>
        <PlainTexts
          label={say('content.titleOf.checklist')}
          texts={content.title}
          onChange={(title) => change({ title })}
        />
        <RichTexts label={say('content.body')} texts={content.body} onChange={(body) => change({ body })} />
        <ChoiceField
          label={say('content.order')}
          value={content.order}
          choices={(['any', 'listed'] as const).map((value) => ({
            value,
            label: say(`content.orders.${value}`),
          }))}
          onChange={(order) => change({ order })}
        />
      </fieldset>
      <section class="form-section">
        <h2 class="form-heading">{say('content.items')}</h2>
        <PlaceList
          label={say('content.items')}
          places={content.items}
          nameOf={(index) => say('content.itemNumber', { number: index + 1 })}
          titleOf={(item) => shortText(item.title, locale, defaultLocale)}
          noteOf={({ completeWhen: [first] }) => (first ? say(`content.completeBy.${first.by}`) : '')}
          openId={openId}
          onOpen={onOpen}
          onChange={(items) => change({ items })}
        >
          {(item) => <ItemForm item={item} onChange={changeItem(item.id)} />}
        </PlaceList>
        {mayWrite && (
          <Button
            label={say('content.addItem')}
            icon={<IconPlus size={16} />}
            disabled={content.items.length >= flowLimits.items}
            onClick={add}
          />
        )}
      </section>
      <fieldset class="plain-set" disabled={!mayWrite}>
        <Switch
          label={say('content.launcher')}
          text={say('content.launcherText')}
          on={content.launcher}
          onChange={(launcher) => change({ launcher })}
        />
        <Switch
          label={say('content.celebrate')}
          text={say('content.celebrateText')}
          on={content.celebrate === true}
          onChange={(on) =>
            edit(withContent('checklist', (now) => withKey(now, 'celebrate', on ? true : undefined)))
          }
        />
      </fieldset>
    </>
  )
}

function ItemForm({ item, onChange }: { item: Item; onChange: (make: (item: Item) => Item) => void }): VNode {
  return (
    <>
      <PlaceTexts place={item} onChange={onChange} />
      <ActionField
        action={item.action}
        onChange={(action) => onChange((now) => withKey(now, 'action', action))}
      />
      <CompleteWhenField
        itemId={item.id}
        ways={item.completeWhen}
        onChange={(completeWhen) => onChange((now) => ({ ...now, completeWhen }))}
      />
    </>
  )
}
