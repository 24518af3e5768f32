/** The title of a draft and the last part of its address, with what becomes of addresses that readers know already. */
import type { VNode } from 'preact'
import { useId } from 'preact/hooks'
import { useDesk } from '../../desk/desk-context.tsx'
import type { DraftSheet } from './draft-sheet.ts'
import { type OpenArticle, translationOf } from './open-article.ts'

export function DraftHead({ article, sheet }: { article: OpenArticle; sheet: DraftSheet }): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const id = useId()
  const { title, slug } = sheet.words.value
  const detail = article.detail.value
  const translation = translationOf(detail, sheet.locale)
  const locked = !desk.may('articles.write') || detail?.archivedAt !== null
  const publicSlug = translation?.versions.find(({ version }) => version === translation.liveVersion)?.slug
  const problems = problemsOf(article, sheet)
  const titleProblem = problems.title
    ? problems.title === true
      ? say('article.unfit.title')
      : problems.title
    : null
  const slugProblem = problems.slug
    ? problems.slug === true
      ? say('article.unfit.slug')
      : problems.slug
    : null
  const old = translation?.oldSlugs ?? []
  return (
    <div class="draft-head">
      <textarea
        class="draft-title"
        rows={1}
        dir="auto"
        lang={sheet.locale}
        aria-label={say('article.titleField')}
        aria-invalid={titleProblem !== null}
        aria-describedby={titleProblem ? `${id}-title` : undefined}
        placeholder={say('article.titleField')}
        maxLength={200}
        disabled={locked}
        value={title}
        onKeyDown={(event) => {
          // A title is one line, however many it takes on the screen.
          if (event.key === 'Enter' && !event.isComposing) event.preventDefault()
        }}
        onInput={(event) => {
          if (article.fault.peek()?.path === 'title') article.forgetFault()
          sheet.edit({ title: event.currentTarget.value.replace(/\s*\n\s*/g, ' ') })
        }}
      />
      {titleProblem && (
        <p class="field-problem" id={`${id}-title`}>
          {titleProblem}
        </p>
      )}
      <div class="draft-address">
        <label for={`${id}-slug`}>{say('article.address')}</label>
        <span class="draft-path" dir="ltr" aria-hidden="true">
          {`/help/${desk.site.key}/${sheet.locale}/`}
        </span>
        <input
          id={`${id}-slug`}
          class="draft-slug"
          type="text"
          spellcheck={false}
          maxLength={120}
          disabled={locked}
          aria-invalid={slugProblem !== null}
          aria-describedby={`${id}-address`}
          value={slug}
          onInput={(event) => {
            if (article.fault.peek()?.path === 'slug') article.forgetFault()
            sheet.edit({ slug: event.currentTarget.value.toLowerCase().replace(/\s+/g, '-') })
          }}
        />
      </div>
      <p class={slugProblem ? 'field-problem' : 'field-text'} id={`${id}-address`}>
        {slugProblem ??
          (publicSlug !== undefined && publicSlug !== slug
            ? say('article.addressMoves', { slug: publicSlug })
            : old.length > 0
              ? say('article.addressOld', { slugs: old.map((one) => `“${one}”`).join(', ') })
              : '')}
      </p>
    </div>
  )
}

/** What the relay said of title and address, or true where it need not be asked. */
function problemsOf(
  article: OpenArticle,
  sheet: DraftSheet,
): { readonly title: string | boolean; readonly slug: string | boolean } {
  const saving = sheet.saving.value
  const fault = article.fault.value
  const of = (field: 'title' | 'slug'): string | boolean => {
    if (saving.kind === 'unfit' && saving.unfit === field) return true
    const { refused } = { refused: saving.kind === 'refused' ? saving.failure : null }
    if (refused?.code === 'bad_request' && refused.data.path === field) return refused.message
    return fault?.locale === sheet.locale && fault.path === field && fault.message
  }
  return { title: of('title'), slug: of('slug') }
}
