/** The name and the description of a collection in each language of the site. */
import type { CollectionRow } from '@docent/protocol'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { TextField } from '../../controls/fields.tsx'
import { FormDialog } from '../../controls/form-dialog.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { languageName } from '../../visitor-panel/places.ts'
import { articleFailure } from '../article-failure.ts'
import { helpLocalesOf } from '../help-locales.ts'

export function CollectionDialog({ row, onClose }: { row: CollectionRow; onClose: () => void }): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const { all } = helpLocalesOf(desk)
  const titles = useSignal(row.titles)
  const descriptions = useSignal(row.descriptions)
  const busy = useSignal(false)
  const problem = useSignal<string | null>(null)
  const save = async (): Promise<void> => {
    const made = { titles: filled(titles.peek()), descriptions: filled(descriptions.peek()) }
    if (Object.keys(made.titles).length === 0) {
      problem.value = say('collections.needsTitle')
      return
    }
    busy.value = true
    const { id: collectionId, position } = row
    const reply = await desk.client.articles
      .saveCollection({ collectionId, position, ...made })
      .catch(() => null)
    busy.value = false
    if (reply?.ok) onClose()
    else problem.value = reply ? articleFailure(say, reply.error) : say('notReached')
  }
  const label = say(Object.keys(row.titles).length === 0 ? 'collections.new' : 'collections.change')
  return (
    <FormDialog
      title={label}
      wide
      act={say('collections.save')}
      disabled={busy.value}
      problem={problem.value}
      onClose={onClose}
      onAct={save}
    >
      {all.map((locale) => {
        const name = languageName(locale, say.locale)
        return (
          <fieldset key={locale} class="plain-set" aria-label={name}>
            <TextField
              label={all.length > 1 ? say('collections.nameIn', { name }) : say('collections.name')}
              lang={locale}
              maxLength={200}
              value={titles.value[locale] ?? ''}
              onChange={(title) => {
                titles.value = { ...titles.peek(), [locale]: title }
                problem.value = null
              }}
            />
            <TextField
              label={all.length > 1 ? say('collections.textIn', { name }) : say('collections.text')}
              lang={locale}
              maxLength={200}
              value={descriptions.value[locale] ?? ''}
              onChange={(text) => {
                descriptions.value = { ...descriptions.peek(), [locale]: text }
              }}
            />
          </fieldset>
        )
      })}
    </FormDialog>
  )
}

const filled = (texts: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(texts).flatMap(([locale, text]) => (text.trim() ? [[locale, text.trim()]] : [])),
  )
