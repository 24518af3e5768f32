/** The fields of the panel: a name above, the field, and a line of help beneath. */
import type { ComponentChildren, VNode } from 'preact'
import { useId } from 'preact/hooks'

interface Named {
  readonly label: string
  readonly hint?: string | undefined
}

export function TextField(
  props: Named & {
    readonly value: string
    readonly placeholder?: string | undefined
    readonly lines?: number
    readonly lang?: string | undefined
    readonly onInput: (value: string) => void
  },
): VNode {
  const id = useId()
  const shared = {
    id,
    class: 'b-input',
    dir: 'auto' as const,
    value: props.value,
    placeholder: props.placeholder,
    lang: props.lang,
    'aria-describedby': props.hint ? `${id}-hint` : undefined,
  }
  return (
    <div class="b-field">
      <label for={id}>{props.label}</label>
      {props.lines ? (
        <textarea
          {...shared}
          rows={props.lines}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
      ) : (
        <input {...shared} type="text" onInput={(event) => props.onInput(event.currentTarget.value)} />
      )}
      {props.hint && (
        <p class="b-hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
    </div>
  )
}

export function Choice<Value extends string>(
  props: Named & {
    readonly value: Value
    readonly options: readonly (readonly [value: Value, words: string])[]
    readonly onChange: (value: Value) => void
  },
): VNode {
  const id = useId()
  return (
    <div class="b-field">
      <label for={id}>{props.label}</label>
      <select
        id={id}
        class="b-input"
        value={props.value}
        onChange={(event) => props.onChange(event.currentTarget.value as Value)}
      >
        {props.options.map(([value, words]) => (
          <option key={value} value={value} selected={value === props.value}>
            {words}
          </option>
        ))}
      </select>
    </div>
  )
}

/** A group of fields that is rarely needed. */
export function More({
  label,
  children,
}: {
  readonly label: string
  readonly children: ComponentChildren
}): VNode {
  return (
    <details class="b-more">
      <summary>{label}</summary>
      <div class="b-fields">{children}</div>
    </details>
  )
}
