/** Chooses the language that is written, says what it lacks, and adds or removes one. */
import { IconLanguages, IconPlus } from '@docent/ui/icons.tsx'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { Button } from '../../controls/button.tsx'
import { ChoiceField, TextField } from '../../controls/fields.tsx'
import { Popover } from '../../controls/popover.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { languageName, languagesOf, missingIn, withLanguage, withoutLanguage } from '../flow-texts-of.ts'
import type { FlowEditor } from './flow-editor.ts'

export function LanguageBar(props: {
  editor: FlowEditor
  locale: string
  mayWrite: boolean
  onChoose: (locale: string) => void
}): VNode | null {
  const { editor, locale, mayWrite, onChoose } = props
  const { say } = useDesk().words
  const draft = editor.draft.value
  if (!draft) return null
  const languages = languagesOf(draft)
  const nameOf = (tag: string): string => languageName(tag, say.locale)
  const labelOf = (tag: string): string => {
    if (tag === draft.defaultLocale) return say('flow.languageDefault', { name: nameOf(tag) })
    const count = missingIn(draft, tag)
    return count === 0 ? nameOf(tag) : say('flow.languageMissing', { name: nameOf(tag), count })
  }
  return (
    <div class="language-bar">
      <IconLanguages size={18} />
      <ChoiceField
        label={say('flow.language')}
        hidesLabel
        value={locale}
        choices={languages.map((value) => ({ value, label: labelOf(value) }))}
        onChange={onChoose}
      />
      {mayWrite && (
        <Popover
          label={say('flow.addLanguage')}
          class="popover-form"
          button={({ open, toggle }) => (
            <Button
              label={say('flow.addLanguage')}
              look="plain"
              icon={<IconPlus size={16} />}
              expanded={open}
              onClick={toggle}
            />
          )}
        >
          {(close) => (
            <AddLanguage
              taken={languages}
              onAdd={(tag) => {
                close()
                editor.edit((now) => withLanguage(now, tag))
                onChoose(tag)
              }}
            />
          )}
        </Popover>
      )}
      {mayWrite && locale !== draft.defaultLocale && (
        <>
          <Button
            label={say('flow.languageMakeDefault', { name: nameOf(locale) })}
            look="plain"
            disabled={missingIn(draft, locale) > 0}
            onClick={() => editor.edit((now) => ({ ...now, defaultLocale: locale }))}
          />
          <Button
            label={say('flow.languageRemove', { name: nameOf(locale) })}
            look="plain"
            onClick={() => {
              editor.edit((now) => withoutLanguage(now, locale))
              onChoose(draft.defaultLocale)
            }}
          />
        </>
      )}
    </div>
  )
}

function AddLanguage({ taken, onAdd }: { taken: readonly string[]; onAdd: (tag: string) => void }): VNode {
  const { say } = useDesk().words
  const typed = useSignal('')
  const tried = useSignal(false)
  const tag = canonical(typed.value)
  const problem = !tag ? say('flow.languageUnknown') : taken.includes(tag) ? say('flow.languageThere') : null
  return (
    <form
      class="popover-fields"
      onSubmit={(event) => {
        event.preventDefault()
        tried.value = true
        if (tag && !problem) onAdd(tag)
      }}
    >
      <TextField
        label={say('flow.addLanguage')}
        text={tag ? languageName(tag, say.locale) : say('flow.addLanguageText')}
        problem={tried.value ? problem : null}
        value={typed.value}
        maxLength={20}
        code
        onChange={(next) => {
          typed.value = next
          tried.value = false
        }}
      />
      <Button type="submit" label={say('flow.languageAdd')} look="primary" />
    </form>
  )
}

/** The tag as BCP 47 writes it, or null where it is none. */
function canonical(typed: string): string | null {
  try {
    return Intl.getCanonicalLocales(typed.trim())[0] ?? null
  } catch {
    return null
  }
}
