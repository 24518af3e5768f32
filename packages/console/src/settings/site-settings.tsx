/** What a site may decide, section by section. Renders a draft and tells of changes; saving is not its business. */
import { type SiteSettings, strategies } from '@docent/protocol'
import type { VNode } from 'preact'
import { ChoiceField, ColourField, NumberField, RadioField, TextField } from '../controls/fields.tsx'
import { Switch } from '../controls/switch.tsx'
import { useDesk } from '../desk/desk-context.tsx'
import { HelpSection } from './help/help-section.tsx'
import { HoursSection } from './hours-section.tsx'
import type { SettingsForm } from './settings-form.ts'

interface SectionProps {
  settings: SiteSettings
  disabled: boolean
  form: SettingsForm
}

export function SiteSections(props: SectionProps): VNode {
  const { settings, disabled, form } = props
  return (
    <>
      <LookSection {...props} />
      <WordsSection {...props} />
      <HoursSection
        hours={settings.hours}
        disabled={disabled}
        invalid={form.problems.value.has('hours')}
        onChange={(hours) => form.edit({ hours })}
      />
      <RoutingSection {...props} />
      <HelpSection help={settings.help} disabled={disabled} onChange={(help) => form.edit({ help })} />
      <PrivacySection {...props} />
    </>
  )
}

function LookSection({ settings, disabled, form }: SectionProps): VNode {
  const { say } = useDesk().words
  const { theme } = settings
  const edit = (change: Partial<SiteSettings['theme']>): void => form.edit({ theme: { ...theme, ...change } })
  return (
    <section class="settings-section">
      <h3 class="settings-heading">{say('settings.look')}</h3>
      <ColourField
        label={say('settings.brand')}
        text={say('settings.brandText')}
        problem={form.problems.value.has('brand') ? say('settings.brandInvalid') : null}
        value={theme.brand}
        disabled={disabled}
        onChange={(brand) => edit({ brand })}
      />
      <div class="field-pair">
        <ChoiceField
          label={say('settings.scheme')}
          value={theme.scheme}
          disabled={disabled}
          choices={(['auto', 'light', 'dark'] as const).map((value) => ({
            value,
            label: say(`shell.schemes.${value}`),
          }))}
          onChange={(scheme) => edit({ scheme })}
        />
        <ChoiceField
          label={say('settings.side')}
          value={theme.side}
          disabled={disabled}
          choices={(['right', 'left'] as const).map((value) => ({
            value,
            label: say(`settings.sides.${value}`),
          }))}
          onChange={(side) => edit({ side })}
        />
      </div>
      <div class="field-pair">
        <NumberField
          label={say('settings.offsetX')}
          unit={say('settings.pixels')}
          value={theme.offsetX}
          min={0}
          max={400}
          disabled={disabled}
          onChange={(offsetX) => edit({ offsetX })}
        />
        <NumberField
          label={say('settings.offsetY')}
          unit={say('settings.pixels')}
          value={theme.offsetY}
          min={0}
          max={400}
          disabled={disabled}
          onChange={(offsetY) => edit({ offsetY })}
        />
      </div>
      <NumberField
        label={say('settings.zIndex')}
        text={say('settings.zIndexText')}
        value={theme.zIndex}
        min={0}
        max={2_147_483_647}
        disabled={disabled}
        onChange={(zIndex) => edit({ zIndex })}
      />
    </section>
  )
}

function WordsSection({ settings, disabled, form }: SectionProps): VNode {
  const { say } = useDesk().words
  return (
    <section class="settings-section">
      <h3 class="settings-heading">{say('settings.wording')}</h3>
      <TextField
        label={say('settings.teamName')}
        value={settings.teamName}
        maxLength={60}
        disabled={disabled}
        onChange={(teamName) => form.edit({ teamName })}
      />
      <TextField
        label={say('settings.greeting')}
        value={settings.greeting}
        maxLength={200}
        disabled={disabled}
        onChange={(greeting) => form.edit({ greeting })}
      />
      <TextField
        label={say('settings.replyTime')}
        text={say('settings.replyTimeText')}
        value={settings.replyTime}
        maxLength={120}
        disabled={disabled}
        onChange={(replyTime) => form.edit({ replyTime })}
      />
    </section>
  )
}

function RoutingSection({ settings, disabled, form }: SectionProps): VNode {
  const { say } = useDesk().words
  const { routing } = settings
  return (
    <section class="settings-section">
      <h3 class="settings-heading">{say('settings.routing')}</h3>
      <ChoiceField
        label={say('settings.strategy')}
        value={routing.strategy}
        disabled={disabled}
        choices={strategies.map((value) => ({ value, label: say(`settings.strategies.${value}`) }))}
        onChange={(strategy) => form.edit({ routing: { ...routing, strategy } })}
      />
      <Switch
        label={say('settings.offers')}
        text={say('settings.offersText')}
        on={routing.offers}
        disabled={disabled}
        onChange={(offers) => form.edit({ routing: { ...routing, offers } })}
      />
    </section>
  )
}

function PrivacySection({ settings, disabled, form }: SectionProps): VNode {
  const { say } = useDesk().words
  return (
    <section class="settings-section">
      <h3 class="settings-heading">{say('settings.privacy')}</h3>
      <Switch
        label={say('settings.consent')}
        text={say('settings.consentText')}
        on={settings.consent === 'required'}
        disabled={disabled}
        onChange={(on) => form.edit({ consent: on ? 'required' : 'not_required' })}
      />
      <Switch
        label={say('settings.presence')}
        text={say('settings.presenceText')}
        on={settings.presence}
        disabled={disabled}
        onChange={(presence) => form.edit({ presence })}
      />
      <Switch
        label={say('settings.askEmail')}
        on={settings.askEmailWhenAway}
        disabled={disabled}
        onChange={(askEmailWhenAway) => form.edit({ askEmailWhenAway })}
      />
      <RadioField
        label={say('settings.guide')}
        text={say('settings.guideText')}
        value={settings.guide}
        disabled={disabled}
        choices={(['marked', 'labelled', 'off'] as const).map((value) => ({
          value,
          label: say(`settings.guides.${value}`),
          text: say(`settings.guides.${value}Text`),
        }))}
        onChange={(guide) => form.edit({ guide })}
      />
    </section>
  )
}
