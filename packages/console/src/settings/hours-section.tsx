/** Business hours: for each day the spans in which somebody answers. */
import type { Hours } from '@docent/protocol'
import { IconPlus, IconTrash } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import { ChoiceField } from '../controls/fields.tsx'
import { Switch } from '../controls/switch.tsx'
import { useDesk } from '../desk/desk-context.tsx'
import { clockOf, dayName, firstHours, minutesOf, timeZones } from './hours.ts'

/** Monday first: a working week is read from its start. */
const weekOrder = [1, 2, 3, 4, 5, 6, 0]
/** The protocol's limit. */
const spansPerDay = 6

export function HoursSection(props: {
  hours: Hours | null
  disabled: boolean
  invalid: boolean
  onChange: (hours: Hours | null) => void
}): VNode {
  const { say } = useDesk().words
  const { hours, disabled, onChange } = props
  const setDay = (day: number, spans: Hours['days'][number]): void => {
    if (hours) onChange({ ...hours, days: hours.days.map((old, index) => (index === day ? spans : old)) })
  }
  return (
    <section class="settings-section">
      <h3 class="settings-heading">{say('settings.hours')}</h3>
      <Switch
        label={say('settings.hoursOn')}
        text={say('settings.hoursText')}
        on={hours !== null}
        disabled={disabled}
        onChange={(on) => onChange(on ? firstHours() : null)}
      />
      {hours && (
        <>
          <ChoiceField
            label={say('settings.timeZone')}
            value={hours.timeZone}
            disabled={disabled}
            choices={timeZones(hours.timeZone).map((zone) => ({
              value: zone,
              label: zone.replaceAll('_', ' '),
            }))}
            onChange={(timeZone) => onChange({ ...hours, timeZone })}
          />
          <ul class="hours">
            {weekOrder.map((day) => (
              <DayRow
                key={day}
                name={dayName(day, say.locale)}
                spans={hours.days[day] ?? []}
                disabled={disabled}
                onChange={(spans) => setDay(day, spans)}
              />
            ))}
          </ul>
          {props.invalid && <p class="field-problem">{say('settings.hoursInvalid')}</p>}
        </>
      )}
    </section>
  )
}

function DayRow(props: {
  name: string
  spans: Hours['days'][number]
  disabled: boolean
  onChange: (spans: Hours['days'][number]) => void
}): VNode {
  const { say } = useDesk().words
  const { name, spans, disabled, onChange } = props
  const change = (at: number, part: 'from' | 'to', text: string): void => {
    const minutes = minutesOf(text, part)
    if (minutes !== null)
      onChange(spans.map((span, index) => (index === at ? { ...span, [part]: minutes } : span)))
  }
  const last = spans.at(-1)
  return (
    <li class="hours-day">
      <span class="hours-name">{name}</span>
      <div class="hours-spans">
        {spans.length === 0 && <span class="hours-closed">{say('settings.closed')}</span>}
        {spans.map((span, at) => (
          <span key={at} class="hours-span">
            {(['from', 'to'] as const).map((part) => (
              <input
                key={part}
                class="field-input tabular"
                type="time"
                aria-label={say(`settings.${part}On`, { day: name })}
                value={clockOf(span[part])}
                disabled={disabled}
                onChange={(event) => change(at, part, event.currentTarget.value)}
              />
            ))}
            {!disabled && (
              <button
                type="button"
                class="d-icon-button"
                aria-label={say('settings.removeSpan', { day: name })}
                onClick={() => onChange(spans.filter((_, index) => index !== at))}
              >
                <IconTrash size={16} />
              </button>
            )}
          </span>
        ))}
      </div>
      {!disabled && spans.length < spansPerDay && (
        <button
          type="button"
          class="d-icon-button"
          aria-label={say('settings.addSpan', { day: name })}
          onClick={() => onChange([...spans, nextSpan(last)])}
        >
          <IconPlus size={16} />
        </button>
      )}
    </li>
  )
}

/** Nine to five on an empty day, else an hour after the last span. */
function nextSpan(last: { readonly to: number } | undefined): { from: number; to: number } {
  if (!last) return { from: 9 * 60, to: 17 * 60 }
  const from = Math.min(23 * 60, last.to + 60)
  return { from, to: Math.min(24 * 60, from + 120) }
}
