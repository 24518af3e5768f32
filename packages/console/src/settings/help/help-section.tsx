/** What a site decides about its help: languages, the public pages, whether people can be asked, words that mean the same. */
import type { SiteSettings } from '@docent/protocol'
import { articleLimits } from '@docent/protocol/limits'
import { IconExternalLink, IconTrash } from '@docent/ui/icons.tsx'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { useId } from 'preact/hooks'
import { Button } from '../../controls/button.tsx'
import { Switch } from '../../controls/switch.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { languageName } from '../../visitor-panel/places.ts'
import { findLocale, usualLanguages } from './find-locale.ts'
import { SynonymRows } from './synonym-rows.tsx'

type Help = SiteSettings['help']
interface Props {
  help: Help
  disabled: boolean
  onChange: (help: Help) => void
}

export function HelpSection(props: Props): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const { help, disabled, onChange } = props
  const address = new URL(`help/${desk.site.key}/`, desk.relayUrl).href
  return (
    <section class="settings-section" aria-label={say('settings.help')}>
      <h3 class="settings-heading">{say('settings.help')}</h3>
      <Languages {...props} />
      <Switch
        label={say('settings.helpPages')}
        text={say('settings.helpPagesText')}
        on={help.pages}
        disabled={disabled}
        onChange={(pages) => onChange({ ...help, pages })}
      />
      {help.pages && (
        <p class="help-address">
          <a href={address} target="_blank" rel="noreferrer" dir="ltr">
            {address}
          </a>
          <IconExternalLink size={14} />
        </p>
      )}
      <Switch
        label={say('settings.helpChat')}
        text={say('settings.helpChatText')}
        on={help.chat}
        disabled={disabled}
        onChange={(chat) => onChange({ ...help, chat })}
      />
      <SynonymRows {...props} />
    </section>
  )
}

function Languages({ help, disabled, onChange }: Props): VNode {
  const { say } = useDesk().words
  const name = useId()
  const { locales, defaultLocale } = help
  const remove = (locale: string): void => {
    const { [locale]: _gone, ...synonyms } = help.synonyms
    onChange({ ...help, locales: locales.filter((one) => one !== locale), synonyms })
  }
  return (
    <fieldset class="help-languages" disabled={disabled}>
      <legend class="field-label">{say('settings.helpLanguages')}</legend>
      <p class="field-text">{say('settings.helpLanguagesText')}</p>
      <ul>
        {locales.map((locale) => (
          <li key={locale} class="help-language-row">
            <label class="help-language-name">
              <input
                type="radio"
                name={name}
                checked={locale === defaultLocale}
                aria-label={say('settings.helpDefault', { language: languageName(locale, say.locale) })}
                onChange={() => onChange({ ...help, defaultLocale: locale })}
              />
              <span dir="auto">{languageName(locale, say.locale)}</span>
              <code>{locale}</code>
            </label>
            {locale === defaultLocale ? (
              <span class="tag">{say('settings.helpIsDefault')}</span>
            ) : (
              !disabled && (
                <button
                  type="button"
                  class="d-icon-button"
                  aria-label={say('settings.helpRemove', { language: languageName(locale, say.locale) })}
                  onClick={() => remove(locale)}
                >
                  <IconTrash size={16} />
                </button>
              )
            )}
          </li>
        ))}
      </ul>
      {!disabled && locales.length < articleLimits.locales && (
        <AddLanguage
          known={locales}
          onAdd={(locale) => onChange({ ...help, locales: [...locales, locale] })}
        />
      )}
    </fieldset>
  )
}

function AddLanguage(props: { known: readonly string[]; onAdd: (locale: string) => void }): VNode {
  const { say } = useDesk().words
  const id = useId()
  const text = useSignal('')
  const tried = useSignal(false)
  const locale = findLocale(text.value, say.locale)
  const problem = !tried.value
    ? null
    : locale === null
      ? say('settings.helpUnknown')
      : props.known.includes(locale)
        ? say('settings.helpKnown')
        : null
  const add = (): void => {
    tried.value = true
    if (locale === null || props.known.includes(locale)) return
    props.onAdd(locale)
    text.value = ''
    tried.value = false
  }
  return (
    <div class="field">
      <div class="help-add">
        <input
          class="field-input"
          type="text"
          list={`${id}-languages`}
          aria-label={say('settings.helpAddField')}
          aria-describedby={`${id}-text`}
          aria-invalid={problem !== null}
          placeholder={say('settings.helpAddField')}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value
            tried.value = false
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.isComposing) return
            event.preventDefault()
            add()
          }}
        />
        <datalist id={`${id}-languages`}>
          {usualLanguages
            .filter((one) => !props.known.includes(one))
            .map((one) => (
              <option key={one} value={languageName(one, say.locale)} />
            ))}
        </datalist>
        <Button label={say('settings.helpAdd')} disabled={text.value.trim() === ''} onClick={add} />
      </div>
      <p class={problem ? 'field-problem' : 'field-text'} id={`${id}-text`} aria-live="polite">
        {problem}
      </p>
    </div>
  )
}
