/** Narrows the list of articles: words, collection, language, how they stand; and says how many are left. */
import type { ArticleShelf } from '@docent/client/agent/types'
import { IconClose, IconSearch } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { ChoiceField } from '../../controls/fields.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { languageName } from '../../visitor-panel/places.ts'
import { collectionTitle, helpLocalesOf } from '../help-locales.ts'
import { type ArticleFilter, allArticles, standings } from './find-articles.ts'

export function ArticleFilters(props: {
  filter: ArticleFilter
  shelf: ArticleShelf
  shown: number
  onChange: (filter: ArticleFilter) => void
}): VNode {
  const { filter, shelf, shown, onChange } = props
  const desk = useDesk()
  const { say } = desk.words
  const { all, own } = helpLocalesOf(desk)
  const isNarrow =
    filter.query !== '' || filter.collection !== 'any' || filter.locale !== 'any' || filter.standing !== 'any'
  return (
    <div class="article-filters">
      <QueryField value={filter.query} onChange={(query) => onChange({ ...filter, query })} />
      {shelf.collections.length > 0 && (
        <ChoiceField
          label={say('articles.byCollection')}
          hidesLabel
          value={filter.collection}
          choices={[
            { value: 'any', label: say('articles.anyCollection') },
            ...shelf.collections.map(({ id, titles }) => ({
              value: id,
              label: collectionTitle(titles, own) || say('collections.untitled'),
            })),
            { value: 'none', label: say('articles.noCollection') },
          ]}
          onChange={(collection) => onChange({ ...filter, collection })}
        />
      )}
      {all.length > 1 && (
        <ChoiceField
          label={say('articles.byLocale')}
          hidesLabel
          value={filter.locale}
          choices={[
            { value: 'any', label: say('articles.anyLocale') },
            ...all.map((value) => ({ value, label: languageName(value, say.locale) })),
          ]}
          onChange={(locale) => onChange({ ...filter, locale })}
        />
      )}
      <ChoiceField
        label={say('articles.byStanding')}
        hidesLabel
        value={filter.standing}
        choices={[
          { value: 'any' as const, label: say('articles.anyStanding') },
          ...standings
            .filter((one) => one !== 'missing' || all.length > 1)
            .map((value) => ({ value, label: say(`articles.standing.${value}`) })),
          { value: 'archived' as const, label: say('articles.archived') },
        ]}
        onChange={(standing) => onChange({ ...filter, standing })}
      />
      <p class="articles-count tabular" role="status">
        {shelf.complete
          ? say('articles.count', { count: shown })
          : say('articles.countLoading', { count: shown })}
      </p>
      {isNarrow && (
        <button type="button" class="link-button" onClick={() => onChange(allArticles)}>
          {say('articles.clear')}
        </button>
      )}
    </div>
  )
}

function QueryField({ value, onChange }: { value: string; onChange: (value: string) => void }): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    desk.focus.set('filter', () => input.current?.focus())
    return () => desk.focus.set('filter', null)
  }, [desk])
  return (
    <div class="filter articles-query">
      <IconSearch size={16} />
      <input
        ref={input}
        class="filter-input"
        type="text"
        aria-label={say('articles.search')}
        placeholder={say('articles.search')}
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value !== '') onChange('')
          else if (event.key === 'ArrowDown' || event.key === 'Enter') desk.focus.to('list')
          else return
          event.preventDefault()
        }}
      />
      {value === '' ? (
        <kbd class="filter-key">/</kbd>
      ) : (
        <button
          type="button"
          class="filter-clear"
          aria-label={say('list.clearFilter')}
          onClick={() => {
            onChange('')
            input.current?.focus()
          }}
        >
          <IconClose size={14} />
        </button>
      )}
    </div>
  )
}
