/** The settings: an agent's own, and for those who may the site's, with the messenger beside them as it will look. */
import { allows } from '@docent/protocol'
import { Spinner } from '@docent/ui/spinner.tsx'
import type { VNode } from 'preact'
import { useEffect, useMemo } from 'preact/hooks'
import { BackButton } from '../controls/back-button.tsx'
import { Button } from '../controls/button.tsx'
import { Conflict } from '../controls/conflict.tsx'
import { useDesk } from '../desk/desk-context.tsx'
import { failureSentence } from '../words/failures.ts'
import { InstallSection } from './install-section.tsx'
import { MessengerPreview } from './messenger-preview.tsx'
import { OwnSettings } from './own-settings.tsx'
import { PasswordSection } from './password-section.tsx'
import { createSettingsForm, type SettingsForm } from './settings-form.ts'
import { SiteSections } from './site-settings.tsx'

export function SettingsPage(): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const form = useMemo(
    () => createSettingsForm({ current: desk.client.settings.current, save: desk.client.settings.save }),
    [desk],
  )
  useEffect(() => form.close, [form])
  const draft = form.draft.value
  const mayWrite = allows(desk.role, 'settings.write')
  return (
    <section class="pane settings-pane" aria-labelledby="settings-title">
      <header class="pane-head">
        <BackButton label={say('settings.leave')} onClick={() => desk.go({})} />
        <h1 class="pane-title" id="settings-title">
          {say('settings.title')}
        </h1>
        {mayWrite && <SaveBar form={form} />}
      </header>
      <div class="settings-scroll">
        <div class="settings-columns">
          <div class="settings-form">
            <OwnSettings />
            <PasswordSection />
            <section class="settings-section">
              <h2 class="settings-title">{say('settings.site')}</h2>
              <p class="settings-text">
                {say(mayWrite ? 'settings.siteText' : 'settings.readOnly', { site: desk.site.name })}
              </p>
            </section>
            <InstallSection />
            {form.state.value === 'conflict' && <SettingsConflict form={form} />}
            {draft ? (
              <SiteSections settings={draft} disabled={!mayWrite} form={form} />
            ) : (
              <Spinner label={say('settings.loading')} />
            )}
          </div>
          {draft && <MessengerPreview settings={draft} dark={desk.dark.value} />}
        </div>
      </div>
    </section>
  )
}

function SaveBar({ form }: { form: SettingsForm }): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const saving = form.state.value === 'saving'
  return (
    <div class="settings-save">
      {form.dirty.value && <span class="settings-unsaved">{say('settings.unsaved')}</span>}
      <Button label={say('settings.revert')} disabled={!form.dirty.value || saving} onClick={form.revert} />
      <Button
        label={say(saving ? 'settings.saving' : 'settings.save')}
        look="primary"
        disabled={!form.dirty.value || saving || form.problems.value.size > 0}
        onClick={useSave(form)}
      />
    </div>
  )
}

function SettingsConflict({ form }: { form: SettingsForm }): VNode {
  const { say } = useDesk().words
  const save = useSave(form)
  return (
    <Conflict title={say('settings.conflictTitle')} text={say('settings.conflictText')}>
      <Button label={say('settings.takeTheirs')} onClick={form.revert} />
      <Button label={say('settings.keepMine')} look="primary" onClick={save} />
    </Conflict>
  )
}

/** Saves, and says how it went; a conflict speaks for itself on the page. */
function useSave(form: SettingsForm): () => void {
  const desk = useDesk()
  const { say } = desk.words
  return () => {
    void form.save().then((result) => {
      if (result === 'saved') desk.toasts.say(say('settings.saved'))
      else if (result === 'unreachable') desk.toasts.warn(say('notReached'))
      else if (result !== 'conflict') desk.toasts.warn(failureSentence(say, result.refused, null))
    })
  }
}
