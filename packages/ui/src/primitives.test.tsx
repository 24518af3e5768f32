import { fireEvent, render, screen } from '@testing-library/preact'
import { describe, expect, it, vi } from 'vitest'
import { createAnnouncer } from './announcer.tsx'
import { Avatar, hueOf, initials } from './avatar.tsx'
import { trapFocus } from './focus.ts'
import { IconButton } from './icon-button.tsx'
import { IconSend } from './icons.tsx'
import { Spinner } from './spinner.tsx'

describe('primitives', () => {
  it('an icon button says its name and its shortcut', () => {
    const onClick = vi.fn()
    render(
      <IconButton label="Send" shortcut="Ctrl Enter" onClick={onClick}>
        <IconSend />
      </IconButton>,
    )
    const button = screen.getByRole('button', { name: 'Send' })
    fireEvent.click(button)
    expect(onClick).toHaveBeenCalledOnce()
    expect(button.getAttribute('aria-keyshortcuts')).toBe('Ctrl+Enter')
    expect(button.getAttribute('data-tip')).toBe('Send · Ctrl Enter')
  })

  it('initials come from the first and the last word, in any script', () => {
    expect(['Ada Lovelace', 'Ada', 'Ada King of Lovelace', ' ', '李 小龙', '🙂 Max'].map(initials)).toEqual([
      'AL',
      'A',
      'AL',
      '',
      '李小',
      'M',
    ])
  })

  it('a person keeps the same tint', () => {
    expect(hueOf('agent-1')).toBe(hueOf('agent-1'))
    expect(render(<Avatar name="Ada" />).container.textContent).toBe('A')
  })

  it('a spinner says what is awaited', () => {
    render(<Spinner label="Loading messages" />)
    expect(screen.getByRole('status').textContent).toBe('Loading messages')
  })

  it('an announcer says the same words twice when told twice', async () => {
    const announcer = createAnnouncer()
    const { container } = render(<announcer.region />)
    announcer.say('Sent')
    await vi.waitFor(() => expect(container.textContent).toBe('Sent'))
    const first = container.querySelector('span')
    announcer.say('Sent')
    await vi.waitFor(() => expect(container.querySelector('span')).not.toBe(first))
  })

  it('a focus trap leads from the last stop to the first and back', () => {
    const { container } = render(
      <div>
        <button type="button">one</button>
        <button type="button">two</button>
      </div>,
    )
    const box = container.firstElementChild as HTMLElement
    const release = trapFocus(box)
    const [one, two] = [...box.querySelectorAll('button')]
    two?.focus()
    if (two) fireEvent.keyDown(two, { key: 'Tab' })
    expect(document.activeElement).toBe(one)
    if (one) fireEvent.keyDown(one, { key: 'Tab', shiftKey: true })
    expect(document.activeElement).toBe(two)
    release()
  })
})
