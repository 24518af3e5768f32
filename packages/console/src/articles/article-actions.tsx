/** Publishing, now or later, withdrawing and archiving; whoever may not is told who may. */
import type { TranslationDetail } from '@docent/protocol'
import { IconArchive, IconCalendar, IconClose, IconExternalLink, IconRotateCcw } from '@docent/ui/icons.tsx'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { Button } from '../controls/button.tsx'
import { Confirm, type ConfirmProps } from '../controls/confirm.tsx'
import { type MenuEntry, MoreMenu } from '../controls/more-menu.tsx'
import type { Desk } from '../desk/desk.ts'
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
  const ask = (question: Question) => (): void => {
    asking.value = question
  }
  const entries: readonly MenuEntry[] = [
    ...publicPage(desk, translation, locale),
    ...(mayPublish && !isSame && translation !== null
      ? [{ icon: <IconCalendar size={16} />, label: say('article.schedule'), does: ask('schedule') }]
      : []),
    ...(mayPublish && (isLive || isPlanned)
      ? [{ icon: <IconClose size={16} />, label: say('article.withdraw'), does: ask('withdraw') }]
      : []),
    ...(mayPublish
      ? [{ icon: <IconArchive size={16} />, label: say('article.archive'), does: ask('archive') }]
      : []),
  ]
  const confirms: Readonly<Record<Exclude<Question, 'schedule'>, Omit<ConfirmProps, 'onClose'>>> = {
    publish: {
      title: say('article.publishTitle', { title }),
      lines: [say(isLive ? 'article.publishAgainText' : 'article.publishText')],
      act: say('article.publish'),
      acting: say('article.publishing'),
      onAct: () =>
        done(() => article.publish(locale), say(isLive ? 'article.publishedAgain' : 'article.published')),
    },
    withdraw: {
      title: say('article.withdrawTitle', { title }),
      lines: [say('article.withdrawText')],
      act: say('article.withdraw'),
      onAct: () => done(() => article.withdraw(locale), say('article.withdrawn')),
    },
    archive: {
      title: say('article.archiveTitle', { title }),
      lines: [say('article.archiveText')],
      act: say('article.archive'),
      onAct: () =>
        done(
          () => article.archive(true),
          say('article.archived'),
          () => desk.goArticles({ kind: 'list' }),
        ),
    },
  }
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
        onClick={ask('publish')}
      />
      <MoreMenu entries={entries} />
      {asking.value === 'schedule' ? (
        <ScheduleDialog
          title={title}
          at={translation?.publishAt ?? null}
          onClose={close}
          onAct={(at) => done(() => article.publish(locale, at), say('article.planned'))}
        />
      ) : (
        asking.value && <Confirm key={asking.value} {...confirms[asking.value]} onClose={close} />
      )}
    </>
  )
}

/** Where visitors read it: where it is live, and the site has a public help centre. */
function publicPage(
  { client, relayUrl, site, words: { say } }: Desk,
  translation: TranslationDetail | null,
  locale: string,
): readonly MenuEntry[] {
  if (!translation?.liveVersion || !client.settings.current.value?.settings.help.pages) return []
  const href = `${relayUrl}help/${site.key}/${locale}/${encodeURIComponent(translation.slug)}`
  return [{ icon: <IconExternalLink size={16} />, label: say('article.openPage'), does: { href } }]
}
