/** One article that is wanted: the query, how often it was in vain, what was answered, and what can be done about it. */
import type { WantedArticle } from '@docent/protocol'
import { IconBookOpen, IconMessageSquare } from '@docent/ui/icons.tsx'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { useRef } from 'preact/hooks'
import { Button } from '../../controls/button.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { hrefOf } from '../../outside/route.ts'
import { languageName } from '../../visitor-panel/places.ts'
import { writeWanted } from './write-wanted.ts'

export function WantedItem({ wanted, onClose }: { wanted: WantedArticle; onClose: () => void }): VNode {
  const desk = useDesk()
  const { say, time } = desk.words
  const writing = useSignal(false)
  const made = useRef(desk.makeId())
  const write = async (): Promise<void> => {
    writing.value = true
    await writeWanted(desk, wanted, made.current)
    writing.value = false
  }
  const { query, alike, answer, conversationId, articleId, locale } = wanted
  return (
    <li class="wanted-item" aria-label={query}>
      <div class="wanted-head">
        <h2 class="wanted-query" dir="auto" lang={locale}>
          {query}
        </h2>
        <span class="tag">{languageName(locale, say.locale)}</span>
      </div>
      <Counts wanted={wanted} />
      {alike.length > 0 && (
        <p class="wanted-alike">
          {say('wanted.alike')}
          {alike.map((words) => (
            <span key={words} class="wanted-other" dir="auto" lang={locale}>
              {words}
            </span>
          ))}
        </p>
      )}
      {conversationId !== null && (
        <div class="wanted-answer">
          <p class="wanted-answer-head">{say('wanted.answer')}</p>
          <p class={answer === null ? 'wanted-none' : 'wanted-words'} dir="auto">
            {answer ?? say('wanted.noAnswer')}
          </p>
        </div>
      )}
      <div class="wanted-foot">
        {desk.may('articles.write') &&
          (articleId === null ? (
            <Button
              label={say(writing.value ? 'draft.making' : 'wanted.write')}
              look="primary"
              icon={<IconBookOpen size={16} />}
              disabled={writing.value}
              tip={say('wanted.writeNamed', { query })}
              onClick={() => void write()}
            />
          ) : (
            <a
              class="button button-primary button-link"
              href={hrefOf({ room: 'articles', place: { kind: 'article', articleId, tab: 'write', locale } })}
            >
              <IconBookOpen size={16} />
              <span class="button-label">{say('wanted.openDraft')}</span>
            </a>
          ))}
        {conversationId !== null && (
          <a
            class="button button-quiet button-link"
            href={hrefOf({ room: 'inbox', view: 'all', conversationId })}
          >
            <IconMessageSquare size={16} />
            <span class="button-label">{say('wanted.openConversation')}</span>
          </a>
        )}
        {desk.may('articles.write') && (
          <Button
            label={say('wanted.close')}
            look="plain"
            tip={say('wanted.closeNamed', { query })}
            onClick={onClose}
          />
        )}
        <time class="wanted-when" dateTime={time.iso(wanted.lastAt)} title={time.full(wanted.lastAt)}>
          {say('wanted.last', { time: time.short(wanted.lastAt, desk.clock.tens.value) })}
        </time>
      </div>
    </li>
  )
}

/** What is nought is not said. */
function Counts({ wanted }: { wanted: WantedArticle }): VNode {
  const { say } = useDesk().words
  const { searches, withoutResult, withoutClick, asked } = wanted
  return (
    <ul class="wanted-counts tabular">
      <li>{say('wanted.searches', { count: searches })}</li>
      {withoutResult > 0 && <li>{say('wanted.withoutResult', { count: withoutResult })}</li>}
      {withoutClick > 0 && <li>{say('wanted.withoutClick', { count: withoutClick })}</li>}
      {asked > 0 && <li class="wanted-asked">{say('wanted.asked', { count: asked })}</li>}
    </ul>
  )
}
