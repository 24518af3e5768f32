/** The builder's panel beside the page: what is written, how it is kept, and the two things to do with it: play and publish. */
import { IconButton } from '@docent/ui/icon-button.tsx'
import {
  IconChevronDown,
  IconChevronUp,
  IconClose,
  IconPanelLeft,
  IconPanelRight,
  IconPlay,
} from '@docent/ui/icons.tsx'
import { useValue } from '@docent/ui/use-value'
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { Builder, type BuilderContext, useBuilder } from './builder-context.ts'
import { Choice, TextField } from './fields.tsx'
import { PlaceForm } from './place-form.tsx'
import { PlaceList } from './place-list.tsx'

export function Panel({ context }: { readonly context: BuilderContext }): VNode {
  return (
    <Builder.Provider value={context}>
      <PanelBody />
    </Builder.Provider>
  )
}

function PanelBody(): VNode {
  const { t, editor, side: where } = useBuilder()
  const side = useValue(where)
  const [folds, setFolded] = useState(false)
  const doing = useValue(editor.doing)
  // While it is played, the page is the visitor's.
  const plays = doing === 'play'
  const folded = folds || plays
  const draft = useValue(editor.draft)
  const chosen = useValue(editor.chosen)
  if (doing === 'pick') return <PickBar />
  const { kind } = draft.content
  return (
    <aside
      class={`b-panel b-panel-${side} ${folded ? 'b-panel-folded' : ''} ${plays ? 'b-panel-plays' : ''}`}
      aria-label={t('builder')}
    >
      <header class="b-head">
        <Name />
        <IconButton
          label={t(side === 'right' ? 'left' : 'right')}
          tip="below"
          onClick={() => {
            where.value = side === 'right' ? 'left' : 'right'
          }}
        >
          {side === 'right' ? <IconPanelLeft size={18} /> : <IconPanelRight size={18} />}
        </IconButton>
        {!plays && (
          <IconButton
            label={t(folded ? 'unfold' : 'fold')}
            tip="below"
            expanded={!folded}
            onClick={() => setFolded(!folded)}
          >
            {folded ? <IconChevronDown size={18} /> : <IconChevronUp size={18} />}
          </IconButton>
        )}
        <Leave />
      </header>
      {!folded && (
        <div class="b-body">
          {kind === 'tour' || kind === 'hint' ? (
            <>
              <LanguageChoice />
              <PlaceList />
              {chosen && <PlaceForm key={chosen.id} place={chosen} />}
            </>
          ) : (
            <p class="b-empty">{t('otherKind')}</p>
          )}
        </div>
      )}
      <Footer />
    </aside>
  )
}

function Name(): VNode {
  const { t, editor } = useBuilder()
  const name = useValue(editor.name)
  return (
    <input
      class="b-name"
      type="text"
      aria-label={t('flowName')}
      value={name}
      onInput={(event) => editor.rename(event.currentTarget.value)}
    />
  )
}

function Leave(): VNode {
  const { t, leave } = useBuilder()
  return (
    <IconButton label={t('close')} tip="below" tipAlign="end" onClick={leave}>
      <IconClose size={18} />
    </IconButton>
  )
}

function LanguageChoice(): VNode | null {
  const { t, editor, locale } = useBuilder()
  const draft = useValue(editor.draft)
  const language = useValue(locale)
  const { content, defaultLocale } = draft
  const texts =
    content.kind === 'tour' ? content.title : content.kind === 'hint' ? content.hints[0]?.title : undefined
  const known = [...new Set([defaultLocale, ...Object.keys(texts ?? {})])]
  const title = content.kind === 'tour' ? (content.title[language] ?? '') : null
  return (
    <div class="b-section b-fields">
      {known.length > 1 && (
        <Choice
          label={t('language')}
          value={language}
          options={known.map((tag) => [tag, nameOf(tag)] as const)}
          onChange={(tag) => {
            locale.value = tag
          }}
        />
      )}
      {title !== null && (
        <TextField
          label={t('title')}
          lang={language}
          value={title}
          onInput={(value) =>
            editor.change((before) =>
              before.content.kind === 'tour'
                ? {
                    ...before,
                    content: { ...before.content, title: { ...before.content.title, [language]: value } },
                  }
                : before,
            )
          }
        />
      )}
    </div>
  )
}

const nameOf = (tag: string): string => new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag

function Footer(): VNode {
  const { t, editor, play, stop, reload } = useBuilder()
  const saving = useValue(editor.saving)
  const doing = useValue(editor.doing)
  const published = useValue(editor.published)
  const problem = useValue(editor.problem)
  const chosen = useValue(editor.chosen)
  const [busy, setBusy] = useState(false)
  const words = saving.state === 'failed' ? t('failed', { message: saving.message }) : t(saving.state)
  return (
    <footer class="b-foot">
      <p class={`b-status b-status-${saving.state}`} role="status">
        {saving.state === 'saved' && published !== null ? t('published', { version: published }) : words}
      </p>
      {saving.state === 'conflict' && (
        <button type="button" class="b-button b-button-quiet" onClick={reload}>
          {t('reload')}
        </button>
      )}
      {problem && (
        <p class="b-problem" role="alert">
          {problem}
        </p>
      )}
      <div class="b-row b-row-end">
        {doing === 'play' ? (
          <button type="button" class="b-button b-button-quiet" onClick={stop}>
            {t('stop')}
          </button>
        ) : (
          <button type="button" class="b-button b-button-quiet" disabled={!chosen} onClick={play}>
            <IconPlay size={16} />
            {t('play')}
          </button>
        )}
        <button
          type="button"
          class="b-button"
          disabled={busy || saving.state === 'conflict'}
          onClick={() => {
            setBusy(true)
            void editor.publish().finally(() => setBusy(false))
          }}
        >
          {t(busy ? 'publishing' : 'publish')}
        </button>
      </div>
    </footer>
  )
}

/** While an element is chosen the panel makes room for the page. */
function PickBar(): VNode {
  const { t, stopPicking, pickedWords } = useBuilder()
  const words = useValue(pickedWords)
  return (
    <section class="b-pick-bar" aria-label={t('pick')}>
      <p>{t('picking')}</p>
      <p class="d-hidden" role="status">
        {words}
      </p>
      <button type="button" class="b-button b-button-quiet" onClick={stopPicking}>
        {t('cancel')}
      </button>
    </section>
  )
}
