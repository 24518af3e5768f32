/** The few kinds of fields that forms are made of, each with its name and what it means. */
import type { Ref, VNode } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'

interface FieldProps {
  label: string
  text?: string | undefined
  problem?: string | null | undefined
  disabled?: boolean | undefined
}

export function TextField(
  props: FieldProps & {
    value: string
    maxLength: number
    onChange: (value: string) => void
    placeholder?: string | undefined
    /** The language of what is written, where it is not the desk's. */
    lang?: string | undefined
    /** An address, a selector, an id: never translated, never turned round. */
    code?: boolean
    onEnter?: (() => void) | undefined
  },
): VNode {
  return (
    <Row {...props}>
      {(tied) => (
        <input
          {...tied}
          class={`field-input ${props.code ? 'field-code' : ''}`}
          type="text"
          dir={props.code ? 'ltr' : 'auto'}
          lang={props.lang}
          spellcheck={!props.code}
          placeholder={props.placeholder}
          value={props.value}
          maxLength={props.maxLength}
          onInput={(event) => props.onChange(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.isComposing || !props.onEnter) return
            event.preventDefault()
            props.onEnter()
          }}
        />
      )}
    </Row>
  )
}

/** Several lines, as high as what is written in them. */
export function AreaField(
  props: FieldProps & {
    value: string
    maxLength: number
    onChange: (value: string) => void
    placeholder?: string | undefined
    lang?: string | undefined
  },
): VNode {
  const area = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    if (!area.current) return
    area.current.style.height = 'auto'
    area.current.style.height = `${area.current.scrollHeight}px`
  }, [props.value])
  return (
    <Row {...props}>
      {(tied) => (
        <textarea
          ref={area}
          {...tied}
          class="field-input field-area"
          rows={3}
          dir="auto"
          lang={props.lang}
          placeholder={props.placeholder}
          value={props.value}
          maxLength={props.maxLength}
          onInput={(event) => props.onChange(event.currentTarget.value)}
        />
      )}
    </Row>
  )
}

/** A few ways, each with a sentence about what it means. */
export function RadioField<T extends string>(props: {
  label: string
  text?: string | undefined
  value: T
  disabled?: boolean | undefined
  choices: readonly { readonly value: T; readonly label: string; readonly text: string }[]
  onChange: (value: T) => void
}): VNode {
  const id = useId()
  return (
    <fieldset class="radios" disabled={props.disabled ?? false}>
      <legend class="field-label">{props.label}</legend>
      {props.text && <p class="field-text">{props.text}</p>}
      {props.choices.map(({ value, label, text }) => (
        <label key={value} class="radio">
          <input
            type="radio"
            name={id}
            value={value}
            checked={props.value === value}
            aria-describedby={`${id}-${value}`}
            onChange={() => props.onChange(value)}
          />
          <span class="radio-words">
            <span class="radio-label">{label}</span>
            <span class="field-text" id={`${id}-${value}`}>
              {text}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

/** A moment in the reader's own time zone; null where none is given. */
export function MomentField(
  props: FieldProps & { value: number | null; onChange: (value: number | null) => void },
): VNode {
  return (
    <Row {...props}>
      {(tied) => (
        <input
          {...tied}
          class="field-input tabular"
          type="datetime-local"
          value={props.value === null ? '' : localMoment(props.value)}
          onChange={(event) => {
            const at = new Date(event.currentTarget.value).getTime()
            props.onChange(Number.isFinite(at) ? at : null)
          }}
        />
      )}
    </Row>
  )
}

/** As the field wants it: the reader's date and clock, without a zone. */
function localMoment(at: number): string {
  const date = new Date(at)
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

/** One that stands in a form of its own, and is sent rather than saved. */
export function PasswordField(
  props: FieldProps & {
    value: string
    autoComplete: 'current-password' | 'new-password'
    fieldRef?: Ref<HTMLInputElement>
    onChange: (value: string) => void
  },
): VNode {
  return (
    <Row {...props}>
      {(tied) => (
        <input
          ref={props.fieldRef ?? null}
          {...tied}
          class="field-input"
          type="password"
          autoComplete={props.autoComplete}
          value={props.value}
          onInput={(event) => props.onChange(event.currentTarget.value)}
        />
      )}
    </Row>
  )
}

export function NumberField(
  props: FieldProps & {
    value: number
    min: number
    max: number
    unit?: string
    onChange: (value: number) => void
  },
): VNode {
  return (
    <Row {...props}>
      {(tied) => (
        <span class="field-unit">
          <input
            {...tied}
            class="field-input tabular"
            type="number"
            inputMode="numeric"
            value={props.value}
            min={props.min}
            max={props.max}
            onInput={(event) => {
              const next = event.currentTarget.valueAsNumber
              if (Number.isInteger(next)) props.onChange(Math.min(props.max, Math.max(props.min, next)))
            }}
          />
          {props.unit && <span>{props.unit}</span>}
        </span>
      )}
    </Row>
  )
}

export function ColourField(props: FieldProps & { value: string; onChange: (value: string) => void }): VNode {
  const whole = /^#[0-9a-f]{6}$/i.test(props.value)
  return (
    <Row {...props}>
      {(tied) => (
        <span class="field-colour">
          <input
            class="colour-well"
            type="color"
            aria-label={props.label}
            value={whole ? props.value.toLowerCase() : '#000000'}
            disabled={props.disabled ?? false}
            onInput={(event) => props.onChange(event.currentTarget.value)}
          />
          <input
            {...tied}
            class="field-input tabular"
            type="text"
            maxLength={7}
            spellcheck={false}
            value={props.value}
            onInput={(event) => props.onChange(event.currentTarget.value.trim())}
          />
        </span>
      )}
    </Row>
  )
}

export function ChoiceField<T extends string>(
  props: FieldProps & {
    value: T
    choices: readonly { readonly value: T; readonly label: string }[]
    /** The name is said, but not shown. */
    hidesLabel?: boolean
    onChange: (value: T) => void
  },
): VNode {
  return (
    <Row {...props}>
      {(tied) => (
        <select
          {...tied}
          class="field-input"
          value={props.value}
          onChange={(event) => {
            const chosen = props.choices[event.currentTarget.selectedIndex]
            if (chosen) props.onChange(chosen.value)
          }}
        >
          {props.choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Row>
  )
}

/** What ties a control to its row: the name, what is said beneath, and whether that is a problem. */
interface Tied {
  readonly id: string
  readonly disabled: boolean
  readonly 'aria-invalid': boolean
  readonly 'aria-describedby': string
}

function Row(props: FieldProps & { hidesLabel?: boolean; children: (tied: Tied) => VNode }): VNode {
  const id = useId()
  const { disabled = false, problem } = props
  return (
    <div class="field">
      <label class={props.hidesLabel ? 'd-hidden' : 'field-label'} for={id}>
        {props.label}
      </label>
      {props.children({
        id,
        disabled,
        'aria-invalid': Boolean(problem),
        'aria-describedby': `${id}-text`,
      })}
      <p class={problem ? 'field-problem' : 'field-text'} id={`${id}-text`}>
        {problem ?? props.text}
      </p>
    </div>
  )
}
