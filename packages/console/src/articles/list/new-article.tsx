/** Asks what a new article is called and where it belongs, and opens it. */
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { useRef } from 'preact/hooks'
import { ChoiceField, TextField } from '../../controls/fields.tsx'
import { FormDialog } from '../../controls/form-dialog.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { languageName } from '../../visitor-panel/places.ts'
import { articleFailure } from '../article-failure.ts'
import { collectionTitle, helpLocalesOf } from '../help-locales.ts'

export function NewArticle({ onClose }: { onClose: () => void }): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const { all, own } = helpLocalesOf(desk)
  const title = useSignal('')
  const locale = useSignal(own)
  const collection = useSignal('')
  const making = useSignal(false)
  const problem = useSignal<string | null>(null)
  const lacksTitle = useSignal(false)
  // Made once: tried again after no answer, it makes one article.
  const articleId = useRef(desk.makeId())
  const collections = desk.client.articles.list.value?.collections ?? []
  const make = async (): Promise<void> => {
    if (making.peek()) return
    if (title.peek().trim() === '') {
      lacksTitle.value = true
      return
    }
    making.value = true
    problem.value = null
    const made = {
      articleId: articleId.current,
      locale: locale.peek(),
      title: title.peek().trim(),
      body: '',
      collectionId: collection.peek() || null,
    }
    const reply = await desk.client.articles.create(made).catch(() => null)
    making.value = false
    if (reply?.ok)
      desk.goArticles({ kind: 'article', articleId: made.articleId, tab: 'write', locale: made.locale })
    else problem.value = reply ? articleFailure(say, reply.error) : say('notReached')
  }
  return (
    <FormDialog
      title={say('articles.newTitle')}
      wide
      act={say('articles.make')}
      disabled={making.value}
      problem={problem.value}
      onClose={onClose}
      onAct={make}
    >
      <TextField
        label={say('article.titleField')}
        text={say('articles.newTitleText')}
        problem={lacksTitle.value ? say('article.unfit.title') : null}
        lang={locale.value}
        maxLength={200}
        value={title.value}
        onChange={(next) => {
          title.value = next
          lacksTitle.value = false
        }}
      />
      {all.length > 1 && (
        <ChoiceField
          label={say('articles.language')}
          value={locale.value}
          choices={all.map((value) => ({ value, label: languageName(value, say.locale) }))}
          onChange={(next) => {
            locale.value = next
          }}
        />
      )}
      {collections.length > 0 && (
        <ChoiceField
          label={say('place.collection')}
          value={collection.value}
          choices={[
            { value: '', label: say('articles.noCollection') },
            ...collections.map(({ id, titles }) => ({
              value: id,
              label: collectionTitle(titles, own) || say('collections.untitled'),
            })),
          ]}
          onChange={(next) => {
            collection.value = next
          }}
        />
      )}
    </FormDialog>
  )
}
