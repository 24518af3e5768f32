/** Publishing, now or later, withdrawing and archiving; whoever may not is told who may. */
import {
  IconArchive,
  IconCalendar,
  IconClose,
  IconExternalLink,
  IconMore,
  IconRotateCcw,
} from '@docent/ui/icons.tsx'
import { useSignal } from '@preact/signals'
import type { ComponentChildren, VNode } from 'preact'
import { Button } from '../controls/button.tsx'
import { Confirm } from '../controls/confirm.tsx'
import { Popover } from '../controls/popover.tsx'
import { ToolButton } from '../controls/tool-button.tsx'
import { useDesk } from '../desk/desk-context.tsx'
import { type Outcome, outcomeSentence } from './article-failure.ts'
import { type OpenArticle, translationOf } from './editor/open-article.ts'
import { ScheduleDialog } from './schedule-dialog.tsx'

type Question = 'publish' | 'schedule' | 'withdraw' | 'archive'

export function ArticleActions({ article, locale }: { article: OpenArticle; locale: string }): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const asking = useSignal<Question | null>(null)
  const detail = article.detail.value
  const translation = translationOf(detail, locale)
  const sheet = article.sheet(locale)
  const title = sheet.words.value.title || say('article.untitled')
  const mayPublish = desk.may('articles.publish')
  const isLive = translation !== null && translation.liveVersion !== null
  const isPlanned = translation !== null && translation.publishAt !== null
  const isSame = isLive && !translation.changed && sheet.saving.value.kind === 'saved'
  const cannot = !mayPublish
    ? say('article.mayNotPublish')
    : translation === null
      ? say('article.nothingWritten')
      : isSame
        ? say('article.nothingToPublish')
        : undefined
  const close = (): void => {
    asking.value = null
  }
  /** What stands wrong in the draft is shown there, not in the dialog. */
  const done = async (verb: () => Promise<Outcome>, words: string, then?: () => void) => {
    const problem = outcomeSentence(say, await verb())
    if (problem === null) {
      desk.toasts.say(words)
      close()
      then?.()
      return null
    }
    const { fault } = article
    if (!['title', 'slug', 'body', 'marks'].includes(fault.peek()?.path ?? '')) return problem
    close()
    desk.goArticles({ kind: 'article', articleId: article.articleId, tab: 'write', locale }, 'replace')
    return null
  }
  const published = () => say(isLive ? 'article.publishedAgain' : 'article.published')
  if (detail?.archivedAt)
    return (
      <Button
        label={say('article.unarchive')}
        icon={<IconRotateCcw size={16} />}
        disabled={!mayPublish}
        tip={mayPublish ? undefined : say('article.mayNotPublish')}
        tipSide="below"
        tipAlign="end"
        onClick={() => void done(() => article.archive(false), say('article.unarchived'))}
      />
    )
  const item = (icon: ComponentChildren, label: string, to: Question) => (closeMenu: () => void) => (
    <button
      key={to}
      type="button"
      class="menu-item"
      onClick={() => {
        closeMenu()
        asking.value = to
      }}
    >
      {icon}
      <span class="menu-name">{label}</span>
    </button>
  )
  const items = [
    ...(isLive ? [() => <PublicPage key="page" slug={translation.slug} locale={locale} />] : []),
    ...(mayPublish && !isSame && translation !== null
      ? [item(<IconCalendar size={16} />, say('article.schedule'), 'schedule')]
      : []),
    ...(mayPublish && (isLive || isPlanned)
      ? [item(<IconClose size={16} />, say('article.withdraw'), 'withdraw')]
      : []),
    ...(mayPublish ? [item(<IconArchive size={16} />, say('article.archive'), 'archive')] : []),
  ]
  return (
    <>
      {isPlanned && mayPublish && (
        <Button
          label={say('article.unplan')}
          foldable
          icon={<IconClose size={16} />}
          onClick={() => void done(() => article.publish(locale, null), say('article.unplanned'))}
        />
      )}
      <Button
        label={say('article.publish')}
        look="primary"
        disabled={cannot !== undefined}
        tip={cannot}
        tipSide="below"
        tipAlign="end"
        onClick={() => {
          asking.value = 'publish'
        }}
      />
      {items.length > 0 && (
        <Popover
          label={say('flow.more')}
          class="popover-end"
          button={({ open, toggle }) => (
            <ToolButton label={say('flow.more')} expanded={open} tip="below" tipAlign="end" onClick={toggle}>
              <IconMore />
            </ToolButton>
          )}
        >
          {(closeMenu) => items.map((one) => one(closeMenu))}
        </Popover>
      )}
      {asking.value === 'publish' && (
        <Confirm
          title={say('article.publishTitle', { title })}
          lines={[say(isLive ? 'article.publishAgainText' : 'article.publishText')]}
          act={say('article.publish')}
          acting={say('article.publishing')}
          onClose={close}
          onAct={() => done(() => article.publish(locale), published())}
        />
      )}
      {asking.value === 'schedule' && (
        <ScheduleDialog
          title={title}
          at={translation?.publishAt ?? null}
          onClose={close}
          onAct={(at) => done(() => article.publish(locale, at), say('article.planned'))}
        />
      )}
      {asking.value === 'withdraw' && (
        <Confirm
          title={say('article.withdrawTitle', { title })}
          lines={[say('article.withdrawText')]}
          act={say('article.withdraw')}
          onClose={close}
          onAct={() => done(() => article.withdraw(locale), say('article.withdrawn'))}
        />
      )}
      {asking.value === 'archive' && (
        <Confirm
          title={say('article.archiveTitle', { title })}
          lines={[say('article.archiveText')]}
          act={say('article.archive')}
          onClose={close}
          onAct={() =>
            done(
              () => article.archive(true),
              say('article.archived'),
              () => desk.goArticles({ kind: 'list' }),
            )
          }
        />
      )}
    </>
  )
}

/** Where the site has a public help centre. */
function PublicPage({ slug, locale }: { slug: string; locale: string }): VNode | null {
  const desk = useDesk()
  const { say } = desk.words
  if (!desk.client.settings.current.value?.settings.help.pages) return null
  const path = `help/${desk.site.key}/${locale}/${encodeURIComponent(slug)}`
  return (
    <a class="menu-item menu-link" href={`${desk.relayUrl}${path}`} target="_blank" rel="noopener">
      <IconExternalLink size={16} />
      <span class="menu-name">{say('article.openPage')}</span>
    </a>
  )
}
