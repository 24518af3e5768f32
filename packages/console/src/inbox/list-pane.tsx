/** The middle pane: name of the view, order, filter, and the list or what stands in its place. */
import { IconClose, IconFilter, IconInbox, IconSearch } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { Button } from '../controls/button.tsx'
import { EmptyState } from '../controls/empty-state.tsx'
import { ToolButton } from '../controls/tool-button.tsx'
import { useDesk } from '../desk/desk-context.tsx'
import type { ViewId } from '../outside/route.ts'
import { ViewsButton } from '../shell/views-button.tsx'
import { ConversationList } from './conversation-list.tsx'

export function ListPane(): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const order = desk.preferences.order.value
  const count = desk.views.rows.value.length
  return (
    <section class="pane list-pane" aria-labelledby="view-title" data-docent="conversations">
      <header class="pane-head">
        <ViewsButton />
        <h1 class="pane-title" id="view-title">
          {desk.viewName(desk.views.view.value)}
        </h1>
        {count > 0 && <span class="pane-count">{say('list.total', { count })}</span>}
        <ToolButton
          label={say(order === 'latest' ? 'list.sortLatest' : 'list.sortWaiting')}
          keys="sort"
          tip="below"
          tipAlign="end"
          pressed={order === 'waiting'}
          onClick={() => {
            desk.preferences.order.value = order === 'latest' ? 'waiting' : 'latest'
          }}
        >
          <IconFilter />
        </ToolButton>
      </header>
      <Filter />
      <ListBody />
    </section>
  )
}

function Filter(): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const input = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => {
    desk.focus.set('filter', () => input.current?.focus())
    return () => desk.focus.set('filter', null)
  }, [desk])
  const { query } = desk.views
  const clear = (): void => {
    query.value = ''
  }
  return (
    <div class="filter">
      <IconSearch size={16} />
      <input
        ref={input}
        class="filter-input"
        type="text"
        aria-label={say('list.filter')}
        placeholder={say('list.filter')}
        value={query.value}
        onInput={(event) => {
          query.value = event.currentTarget.value
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.preventDefault()
            clear()
            desk.focus.to('list')
          }
          if (event.key === 'ArrowDown' || event.key === 'Enter') {
            event.preventDefault()
            desk.focus.to('list')
          }
        }}
      />
      {query.value === '' ? (
        <kbd class="filter-key">/</kbd>
      ) : (
        <button type="button" class="filter-clear" aria-label={say('list.clearFilter')} onClick={clear}>
          <IconClose size={14} />
        </button>
      )}
    </div>
  )
}

function ListBody(): VNode {
  const desk = useDesk()
  if (!desk.client.inbox.ready.value) return <LoadingRows />
  if (desk.views.rows.value.length > 0) return <ConversationList />
  if (desk.views.query.value.trim() !== '') return <NoMatch />
  return <EmptyView />
}

function LoadingRows(): VNode {
  const { say } = useDesk().words
  return (
    <div class="rows" role="status">
      <span class="d-hidden">{say('list.loading')}</span>
      {Array.from({ length: 8 }, (_, index) => (
        <div key={index} class="row-skeleton" aria-hidden="true">
          <span class="bone bone-face" />
          <span class="row-body">
            <span class="bone bone-short" />
            <span class="bone" />
            <span class="bone bone-tiny" />
          </span>
        </div>
      ))}
    </div>
  )
}

function NoMatch(): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const query = desk.views.query.value.trim()
  return (
    <EmptyState
      icon={<IconSearch />}
      title={say('list.noMatchTitle')}
      text={say('list.noMatchText', { query })}
    >
      {desk.views.view.value !== 'all' && (
        <Button label={say('list.noMatchAll')} onClick={() => desk.go({ view: 'all' })} />
      )}
    </EmptyState>
  )
}

/** Where the next step leads from an empty view. */
const onwards = {
  mine: 'unassigned',
  unassigned: 'all',
  all: 'resolved',
  resolved: 'all',
  team: 'all',
} as const

function EmptyView(): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const view = desk.views.view.value
  const kind = kindOf(view)
  if (kind === 'mine' && !desk.client.availability.accepting.value)
    return (
      <EmptyState
        icon={<IconInbox />}
        title={say('list.empty.mineOff.title')}
        text={say('list.empty.mineOff.text')}
      >
        <Button
          label={say('list.empty.mineOff.action')}
          look="primary"
          onClick={() => void desk.actions.setAccepting(true)}
        />
      </EmptyState>
    )
  return (
    <EmptyState
      icon={<IconInbox />}
      title={say(`list.empty.${kind}.title`)}
      text={say(`list.empty.${kind}.text`)}
    >
      <Button label={say(`list.empty.${kind}.action`)} onClick={() => desk.go({ view: onwards[kind] })} />
    </EmptyState>
  )
}

const kindOf = (view: ViewId): keyof typeof onwards =>
  view.startsWith('team:') ? 'team' : (view as Exclude<keyof typeof onwards, 'team'>)
