/** The few kinds of fields that settings are made of, each with its name and what it means. */
import type { ComponentChildren, Ref, VNode } from 'preact'
import { useId } from 'preact/hooks'

interface FieldProps {
  label: string
  text?: string | undefined
  problem?: string | null | undefined
  disabled?: boolean | undefined
}

export function TextField(
  props: FieldProps & { value: string; maxLength: number; onChange: (value: string) => void },
): VNode {
  const id = useId()
  return (
    <Row id={id} {...props}>
      <input
        id={id}
        class="field-input"
        type="text"
        value={props.value}
        maxLength={props.maxLength}
        disabled={props.disabled ?? false}
        aria-invalid={Boolean(props.problem)}
        aria-describedby={`${id}-text`}
        onInput={(event) => props.onChange(event.currentTarget.value)}
      />
    </Row>
  )
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
  const id = useId()
  return (
    <Row id={id} {...props}>
      <input
        ref={props.fieldRef ?? null}
        id={id}
        class="field-input"
        type="password"
        autoComplete={props.autoComplete}
        value={props.value}
        aria-invalid={Boolean(props.problem)}
        aria-describedby={`${id}-text`}
        onInput={(event) => props.onChange(event.currentTarget.value)}
      />
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
  const id = useId()
  return (
    <Row id={id} {...props}>
      <span class="field-unit">
        <input
          id={id}
          class="field-input tabular"
          type="number"
          inputMode="numeric"
          value={props.value}
          min={props.min}
          max={props.max}
          disabled={props.disabled ?? false}
          aria-describedby={`${id}-text`}
          onInput={(event) => {
            const next = event.currentTarget.valueAsNumber
            if (Number.isInteger(next)) props.onChange(Math.min(props.max, Math.max(props.min, next)))
          }}
        />
        {props.unit && <span>{props.unit}</span>}
      </span>
    </Row>
  )
}

export function ColourField(props: FieldProps & { value: string; onChange: (value: string) => void }): VNode {
  const id = useId()
  const whole = /^#[0-9a-f]{6}$/i.test(props.value)
  return (
    <Row id={id} {...props}>
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
          id={id}
          class="field-input tabular"
          type="text"
          maxLength={7}
          spellcheck={false}
          value={props.value}
          disabled={props.disabled ?? false}
          aria-invalid={Boolean(props.problem)}
          aria-describedby={`${id}-text`}
          onInput={(event) => props.onChange(event.currentTarget.value.trim())}
        />
      </span>
    </Row>
  )
}

export function ChoiceField<T extends string>(
  props: FieldProps & {
    value: T
    choices: readonly { readonly value: T; readonly label: string }[]
    onChange: (value: T) => void
  },
): VNode {
  const id = useId()
  return (
    <Row id={id} {...props}>
      <select
        id={id}
        class="field-input"
        value={props.value}
        disabled={props.disabled ?? false}
        aria-describedby={`${id}-text`}
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
    </Row>
  )
}

function Row(props: FieldProps & { id: string; children: ComponentChildren }): VNode {
  return (
    <div class="field">
      <label class="field-label" for={props.id}>
        {props.label}
      </label>
      {props.children}
      <p class={props.problem ? 'field-problem' : 'field-text'} id={`${props.id}-text`}>
        {props.problem ?? props.text}
      </p>
    </div>
  )
}
