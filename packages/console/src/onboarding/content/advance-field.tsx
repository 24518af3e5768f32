/** What leads on from a step: its button alone, or also a click, a field, an event, a condition. */
import type { Advance } from '@docent/protocol/flow'
import type { VNode } from 'preact'
import { TextField } from '../../controls/fields.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { RuleEditor } from '../targeting/rule-editor.tsx'
import { useContent } from './content-context.ts'

type Way = Advance['on']
const ways: readonly Way[] = ['button', 'click', 'input', 'event', 'condition']

export function AdvanceField(props: {
  advance: readonly Advance[]
  anchored: boolean
  onChange: (advance: readonly Advance[]) => void
}): VNode {
  const { advance, anchored, onChange } = props
  const { say } = useDesk().words
  // An empty list means the button alone.
  const has = (way: Way): boolean =>
    advance.length === 0 ? way === 'button' : advance.some(({ on }) => on === way)
  const shown = ways.filter((way) => anchored || (way !== 'click' && way !== 'input') || has(way))
  const toggle = (way: Way): void => {
    const now: readonly Advance[] = advance.length === 0 ? [{ on: 'button' }] : advance
    const next = has(way) ? now.filter(({ on }) => on !== way) : [...now, startingWay(way)]
    onChange(next.length === 1 && next[0]?.on === 'button' ? [] : next)
  }
  const put = (changed: Advance): void =>
    onChange(advance.map((one) => (one.on === changed.on ? changed : one)))
  return (
    <fieldset class="checks">
      <legend class="field-label">{say('content.advance')}</legend>
      <p class="field-text">{say('content.advanceText')}</p>
      {shown.map((way) => (
        <div key={way}>
          <label class="check">
            <input
              type="checkbox"
              checked={has(way)}
              disabled={way === 'button' && advance.length === 0}
              onChange={() => toggle(way)}
            />
            {say(`content.advances.${way}`)}
          </label>
          <WayDetail way={advance.find(({ on }) => on === way)} onChange={put} />
        </div>
      ))}
    </fieldset>
  )
}

function WayDetail(props: { way: Advance | undefined; onChange: (way: Advance) => void }): VNode | null {
  const { way, onChange } = props
  const { say } = useDesk().words
  const { mayWrite } = useContent()
  switch (way?.on) {
    case 'input':
      return (
        <div class="sub-form">
          <TextField
            label={say('content.inputMatches')}
            text={say('content.inputMatchesText')}
            value={way.matches ?? ''}
            maxLength={200}
            code
            onChange={(matches) => onChange(matches === '' ? { on: 'input' } : { on: 'input', matches })}
          />
        </div>
      )
    case 'event':
      return (
        <div class="sub-form">
          <TextField
            label={say('content.eventName')}
            value={way.name}
            maxLength={100}
            code
            onChange={(name) => onChange({ on: 'event', name })}
          />
        </div>
      )
    case 'condition':
      return (
        <div class="sub-form">
          <RuleEditor
            label={say('content.advances.condition')}
            rule={way.rule}
            disabled={!mayWrite}
            onChange={(rule) => onChange({ on: 'condition', rule })}
          />
        </div>
      )
    default:
      return null
  }
}

function startingWay(way: Way): Advance {
  switch (way) {
    case 'event':
      return { on: 'event', name: '' }
    case 'condition':
      return { on: 'condition', rule: { all: [] } }
    default:
      return { on: way }
  }
}
