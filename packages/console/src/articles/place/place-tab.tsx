/** What all languages of an article share: its collection, key, tags, the tour that shows it, and the pages on which it is offered. */
import type { ArticlePlace } from '@docent/protocol'
import type { VNode } from 'preact'
import { ChoiceField, TextField } from '../../controls/fields.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { hrefOf } from '../../outside/route.ts'
import { articleFailure } from '../article-failure.ts'
import type { OpenArticle } from '../editor/open-article.ts'
import { collectionTitle, helpLocalesOf } from '../help-locales.ts'
import { WordsField } from './words-field.tsx'

export function PlaceTab({ article }: { article: OpenArticle }): VNode | null {
  const desk = useDesk()
  const { say } = desk.words
  const place = article.place.place.value
  const { own } = helpLocalesOf(desk)
  const collections = desk.client.articles.list.value?.collections ?? []
  const tours = (desk.client.flows.list.value ?? []).filter(({ kind }) => kind === 'tour')
  if (!place) return null
  const saving = article.place.saving.value
  const refusedAt = (field: keyof ArticlePlace): string | null =>
    saving.kind === 'refused' &&
    saving.failure.code === 'bad_request' &&
    saving.failure.data.path === `place.${field}`
      ? saving.failure.message
      : null
  const locked = !desk.may('articles.write') || article.detail.value?.archivedAt !== null
  const tourGone = place.tourFlowId !== null && !tours.some(({ id }) => id === place.tourFlowId)
  return (
    <div class="articles-scroll">
      <fieldset class="place-columns" disabled={locked}>
        <p
          class={`saving place-saving ${['saved', 'waiting', 'saving'].includes(saving.kind) ? '' : 'saving-wrong'}`}
          role="status"
        >
          {saving.kind === 'refused'
            ? articleFailure(say, saving.failure)
            : saving.kind === 'unfit'
              ? say('place.unfit')
              : saving.kind === 'unreachable'
                ? say('article.keptHere')
                : say(saving.kind === 'conflict' ? 'flow.notSaved' : `flow.${saving.kind}`)}
        </p>
        <ChoiceField
          label={say('place.collection')}
          problem={refusedAt('collectionId')}
          value={place.collectionId ?? ''}
          choices={[
            { value: '', label: say('articles.noCollection') },
            ...collections.map(({ id, titles }) => ({
              value: id,
              label: collectionTitle(titles, own) || say('collections.untitled'),
            })),
          ]}
          onChange={(id) => article.place.edit({ collectionId: id || null })}
        />
        <p class="place-more">
          <a href={hrefOf({ room: 'articles', place: { kind: 'collections' } })}>{say('collections.edit')}</a>
        </p>
        <WordsField
          label={say('place.tags')}
          text={say('place.tagsText')}
          add={say('place.addTag')}
          remove={(name) => say('place.removeTag', { name })}
          words={place.tags}
          most={20}
          maxLength={60}
          onChange={(tags) => article.place.edit({ tags })}
        />
        <ChoiceField
          label={say('place.tour')}
          text={say('place.tourText')}
          problem={refusedAt('tourFlowId')}
          value={place.tourFlowId ?? ''}
          choices={[
            { value: '', label: say('place.noTour') },
            ...(tourGone ? [{ value: place.tourFlowId ?? '', label: say('place.tourGone') }] : []),
            ...tours.map(({ id, name, liveVersion }) => ({
              value: id,
              label: liveVersion === null ? say('place.tourDraft', { name }) : name,
            })),
          ]}
          onChange={(id) => article.place.edit({ tourFlowId: id || null })}
        />
        <WordsField
          label={say('place.pages')}
          text={say('place.pagesText')}
          add={say('place.addPage')}
          remove={(name) => say('place.removePage', { name })}
          words={place.suggestOn}
          most={20}
          maxLength={500}
          code
          problemOf={(page) => (page.startsWith('/') ? null : say('place.pageProblem'))}
          onChange={(suggestOn) => article.place.edit({ suggestOn })}
        />
        <TextField
          label={say('place.key')}
          text={say('place.keyText')}
          problem={refusedAt('key') ?? (saving.kind === 'unfit' ? say('place.keyProblem') : null)}
          maxLength={120}
          code
          value={place.key}
          onChange={(key) => article.place.edit({ key: key.toLowerCase().replace(/\s+/g, '-') })}
        />
      </fieldset>
    </div>
  )
}
