/**
 * The search field and its list: an editable combobox with list autocomplete as the ARIA practices have it. The focus stays in
 * the field; arrows choose among the options, which are all that can be acted upon in the list [HLP10].
 */
import type { SearchResult } from '@docent/protocol/article'
import { searchPath } from '@docent/ui/help-icon-paths'
import { icon } from '@docent/ui/icon.tsx'
import { IconClose } from '@docent/ui/icons.tsx'
import { useValue } from '@docent/ui/use-value'
import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { loadArticleScreen } from './article-later.tsx'
import { comboboxKey } from './combobox-keys.ts'
import { type HelpContext, openArticle } from './help-context.ts'
import { Hit } from './hit.tsx'
import { NoHits, SearchFailed, Skeleton, Unreachable } from './search-states.tsx'

export interface SearchBoxProps {
  readonly context: HelpContext
  /** True: the list lies over what stands below, and goes as the focus leaves. */
  readonly floats?: boolean
  readonly autoFocus?: boolean
  /** Enter with nothing chosen. */
  readonly onSubmit?: () => void
  /** What stands below while nothing is searched for. */
  readonly children?: VNode
}

const Search = icon(searchPath)
const listId = 'h-list'
const optionId = (place: number): string => `h-option-${place}`
/** So long after the last letter the count is said: a reader that speaks at each letter is not listened to. */
const sayMs = 500

/** An option of the list: an article, or the tour that shows it. */
type Option = { readonly hit: SearchResult; readonly tour: string | null }

export function SearchBox({ context, floats, autoFocus, onSubmit, children }: SearchBoxProps): VNode {
  const { search, help, t, showTour, outside } = context
  const query = useValue(search.query)
  const found = useValue(search.found)
  const field = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const [isOpen, setOpen] = useState(!floats)
  const [active, setActive] = useState<string | null>(null)
  const asked = query.trim() !== ''
  const shown = asked && isOpen
  const hits = found.state === 'found' ? found.results : []
  const options = hits.flatMap<Option>((hit) => [
    { hit, tour: null },
    ...(hit.tour && showTour ? [{ hit, tour: hit.tour }] : []),
  ])
  const expanded = shown && options.length > 0
  const keyOf = ({ hit, tour }: Option): string => (tour ? `${hit.id}/tour` : hit.id)
  const keyAt = (place: number): string | null => {
    const option = options[place]
    return option ? keyOf(option) : null
  }
  const at = expanded ? options.findIndex((option) => keyOf(option) === active) : -1

  useEffect(() => {
    if (autoFocus) field.current?.focus({ preventScroll: true })
  }, [autoFocus])
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView?.({ block: 'nearest' })
  }, [at])

  const type = (next: string): void => {
    setActive(null)
    setOpen(true)
    search.ask(next)
  }
  const choose = ({ hit, tour }: Option): void => {
    search.settle()
    setActive(null)
    if (floats) setOpen(false)
    if (tour) showTour?.(tour)
    else openArticle(context, hit, found.state === 'found' ? found.query : undefined)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    // While an input method composes, its keys choose a word.
    if (event.isComposing || event.keyCode === 229) return
    const meant = comboboxKey(event, { asked, open: shown, options: options.length, at })
    if (!meant) return
    if (meant.act !== 'leaveList') event.preventDefault()
    // The messenger would take it as a wish to close.
    if (event.key === 'Escape') event.stopPropagation()
    switch (meant.act) {
      case 'move':
        setOpen(true)
        setActive(keyAt(meant.to))
        break
      case 'open':
        setOpen(true)
        break
      case 'close':
        setOpen(false)
        setActive(null)
        break
      case 'leaveList':
        setActive(null)
        break
      case 'clear':
        type('')
        break
      case 'submit':
        setOpen(true)
        search.settle()
        // The keyboard of a phone lies over what was found.
        if (outside.touch.peek()) field.current?.blur()
        onSubmit?.()
        break
      case 'choose': {
        const option = options[meant.at]
        if (option) choose(option)
      }
    }
  }

  const showsOverview = !shown && !floats
  return (
    <div
      class={floats ? 'h-box h-floats' : 'h-box'}
      onFocusOut={(event) => {
        if (floats && !event.currentTarget.contains(event.relatedTarget as Node | null)) setOpen(false)
      }}
    >
      <div class="h-field">
        <Search size={18} />
        <input
          ref={field}
          type="text"
          role="combobox"
          class="h-input"
          dir={query ? 'auto' : undefined}
          value={query}
          placeholder={t('search')}
          aria-label={t('search')}
          aria-autocomplete="list"
          aria-expanded={expanded}
          aria-controls={listId}
          aria-activedescendant={at >= 0 ? optionId(at) : undefined}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          enterkeyhint="search"
          maxLength={200}
          onInput={(event) => type(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onFocus={() => {
            help.prepare()
            // A failure shows, with a way to try again, only where an article is to be shown.
            loadArticleScreen().catch(() => undefined)
            setOpen(true)
          }}
        />
        {query && (
          <button
            type="button"
            class="c-icon h-clear"
            aria-label={t('clear')}
            onClick={() => {
              type('')
              field.current?.focus()
            }}
          >
            <IconClose size={16} />
          </button>
        )}
      </div>
      <Count said={shown && found.state === 'found' ? countWords(context, hits.length) : ''} />
      {shown && (
        <div class="h-found">
          {floats && found.state === 'found' && found.kept && <Unreachable context={context} />}
          {expanded && (
            <div ref={list} id={listId} role="listbox" aria-label={t('results')} class="h-list">
              {options.map((option, place) => (
                <Hit
                  key={keyOf(option)}
                  id={optionId(place)}
                  hit={option.hit}
                  tour={option.tour !== null}
                  active={place === at}
                  context={context}
                  onPress={() => choose(option)}
                />
              ))}
            </div>
          )}
          {found.state === 'found' && <NoHits context={context} found={found} />}
          {found.state === 'searching' && <Skeleton context={context} />}
          {found.state === 'failed' && <SearchFailed context={context} query={found.query} />}
        </div>
      )}
      {showsOverview && children}
    </div>
  )
}

const countWords = ({ t }: HelpContext, count: number): string =>
  count ? t('found', { count }) : t('foundNone')

/** Said politely, and only once the typing rests. */
function Count({ said }: { said: string }): VNode {
  const [now, setNow] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setNow(said), sayMs)
    return () => clearTimeout(timer)
  }, [said])
  return (
    <p class="d-hidden" role="status">
      {now}
    </p>
  )
}
