/** The collections of the help centre: made, named in each language, put in order, removed. */
import type { CollectionRow } from '@docent/protocol'
import { IconArrowDown, IconArrowUp, IconBookOpen, IconPlus, IconTrash } from '@docent/ui/icons.tsx'
import { Spinner } from '@docent/ui/spinner.tsx'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { useRef } from 'preact/hooks'
import { Button } from '../../controls/button.tsx'
import { Confirm } from '../../controls/confirm.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { ToolButton } from '../../controls/tool-button.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { ViewsButton } from '../../shell/views-button.tsx'
import { languageName } from '../../visitor-panel/places.ts'
import { articleFailure } from '../article-failure.ts'
import { ArticlesNav } from '../articles-nav.tsx'
import { collectionTitle, helpLocalesOf } from '../help-locales.ts'
import { CollectionDialog } from './collection-dialog.tsx'
import { movedCollections } from './moved-collections.ts'

export function CollectionsPage(): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const { articles } = desk.client
  const shelf = articles.list.value
  const list = useRef<HTMLOListElement>(null)
  const editing = useSignal<CollectionRow | null>(null)
  const removing = useSignal<CollectionRow | null>(null)
  const { own } = helpLocalesOf(desk)
  const mayChange = desk.may('articles.publish')
  const rows = shelf?.collections ?? []
  const nameOf = (row: CollectionRow): string =>
    collectionTitle(row.titles, own) || say('collections.untitled')
  const begin = (): void => {
    const position = Math.max(-1, ...rows.map((row) => row.position)) + 1
    editing.value = { id: desk.makeId(), titles: {}, descriptions: {}, position }
  }
  const move = async (row: CollectionRow, step: -1 | 1): Promise<void> => {
    for (const { id, titles, descriptions, position } of movedCollections(rows, row.id, step)) {
      const reply = await articles
        .saveCollection({ collectionId: id, titles, descriptions, position })
        .catch(() => null)
      if (reply?.ok) continue
      desk.toasts.warn(reply ? articleFailure(say, reply.error) : say('notReached'))
      return
    }
    const number = rows.indexOf(row) + step + 1
    desk.announcer.say(say('content.moved', { name: nameOf(row), number, count: rows.length }))
  }
  return (
    <section class="pane articles-pane" aria-labelledby="collections-title">
      <header class="pane-head articles-head">
        <ViewsButton keys="views" />
        <h1 class="pane-title" id="collections-title">
          {say('articles.title')}
        </h1>
        {mayChange && (
          <Button
            label={say('collections.new')}
            look="primary"
            icon={<IconPlus size={16} />}
            disabled={shelf === null}
            onClick={begin}
          />
        )}
      </header>
      <ArticlesNav page="collections" />
      {!mayChange && <p class="read-only">{say('collections.mayNot')}</p>}
      {shelf === null ? (
        <p class="articles-wait">
          <Spinner label={say('articles.loading')} />
        </p>
      ) : rows.length === 0 ? (
        <EmptyState
          icon={<IconBookOpen />}
          title={say('collections.emptyTitle')}
          text={say('collections.emptyText')}
        >
          {mayChange && <Button label={say('collections.new')} look="primary" onClick={begin} />}
        </EmptyState>
      ) : (
        <div class="articles-scroll">
          <ol ref={list} class="collections" aria-label={say('articles.page.collections')}>
            {rows.map((row, index) => (
              <li key={row.id} class="collection">
                <div class="collection-words">
                  {mayChange ? (
                    <button
                      type="button"
                      class="collection-name"
                      dir="auto"
                      onClick={() => {
                        editing.value = row
                      }}
                    >
                      {nameOf(row)}
                    </button>
                  ) : (
                    <span class="collection-name" dir="auto">
                      {nameOf(row)}
                    </span>
                  )}
                  <span class="collection-text" dir="auto">
                    {collectionTitle(row.descriptions, own)}
                  </span>
                  <MissingTitles row={row} />
                </div>
                <span class="collection-count tabular">
                  {say('articles.count', {
                    count: shelf.articles.filter(({ collectionId }) => collectionId === row.id).length,
                  })}
                </span>
                {mayChange && (
                  <span class="collection-tools">
                    <ToolButton
                      label={say('content.moveUp', { name: nameOf(row) })}
                      tipAlign="end"
                      disabled={index === 0}
                      onClick={() => void move(row, -1)}
                    >
                      <IconArrowUp size={16} />
                    </ToolButton>
                    <ToolButton
                      label={say('content.moveDown', { name: nameOf(row) })}
                      tipAlign="end"
                      disabled={index === rows.length - 1}
                      onClick={() => void move(row, 1)}
                    >
                      <IconArrowDown size={16} />
                    </ToolButton>
                    <ToolButton
                      label={say('content.remove', { name: nameOf(row) })}
                      tipAlign="end"
                      onClick={() => {
                        removing.value = row
                      }}
                    >
                      <IconTrash size={16} />
                    </ToolButton>
                  </span>
                )}
              </li>
            ))}
          </ol>
        </div>
      )}
      {editing.value && (
        <CollectionDialog
          key={editing.value.id}
          row={editing.value}
          onClose={() => {
            editing.value = null
          }}
        />
      )}
      {removing.value && (
        <Confirm
          title={say('collections.removeTitle', { name: nameOf(removing.value) })}
          lines={[say('collections.removeText')]}
          act={say('collections.remove')}
          onClose={() => {
            removing.value = null
          }}
          onAct={async () => {
            const reply = await articles.removeCollection(removing.value?.id ?? '').catch(() => null)
            if (!reply?.ok) return reply ? articleFailure(say, reply.error) : say('notReached')
            removing.value = null
            return null
          }}
        />
      )}
    </section>
  )
}

/** Where it has no name, visitors see that of another language. */
function MissingTitles({ row }: { row: CollectionRow }): VNode | null {
  const desk = useDesk()
  const { say } = desk.words
  const missing = helpLocalesOf(desk).all.filter((locale) => !row.titles[locale]?.trim())
  if (missing.length === 0) return null
  const names = missing.map((locale) => languageName(locale, say.locale)).join(', ')
  return <span class="collection-missing">{say('articles.missingIn', { names })}</span>
}
