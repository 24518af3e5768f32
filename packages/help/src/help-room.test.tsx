import { type Signal, signal } from '@preact/signals-core'
import { act, cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Question } from './help-context.ts'
import { createHelpPlace, createHelpRoom, type HelpRoom } from './help-room.tsx'
import { createInChat } from './in-chat.tsx'
import {
  createFakeVisitorHelp,
  type FakeVisitorHelp,
  someArticle,
  someHit,
  someRef,
} from './testing/fake-visitor-help.ts'

// A time-out is to end what hangs, not what is slow.
configure({ asyncUtilTimeout: 10_000 })

let help: FakeVisitorHelp
let room: HelpRoom
let online: Signal<boolean>
let touch: Signal<boolean>
let asked: Question[]
let tours: string[]

function open(more: { readonly chat?: boolean; readonly wanted?: string } = {}): HelpRoom {
  room = createHelpRoom({
    help,
    place: createHelpPlace(help),
    locale: 'en',
    wanted: more.wanted ?? 'en',
    outside: { visible: signal(true), online, touch },
    page: () => ({ path: '/', address: 'https://shop.example/' }),
    adopt: () => {},
    ask: more.chat === false ? null : (question) => void asked.push(question),
    showTour: (flowId) => void tours.push(flowId),
    onOpen: () => {},
    onClose: () => {},
  })
  return room
}
const draw = (more?: Parameters<typeof open>[0]) => {
  const { Room } = open(more)
  render(<Room />)
}
const box = () => screen.getByRole('combobox', { name: 'Search for help' })
const type = (words: string) => fireEvent.input(box(), { target: { value: words } })
const calls = (verb: string) => help.calls.filter(([name]) => name === verb)
const pass = (ms: number) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)))

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  help = createFakeVisitorHelp()
  online = signal(true)
  touch = signal(false)
  asked = []
  tours = []
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

describe('a search', () => {
  it('shows that it goes on only after 200 ms', async () => {
    draw()
    await pass(1_000)
    await type('invite')
    act(() => {
      help.found.value = { state: 'searching', query: 'invite' }
    })
    await pass(150)
    expect(screen.queryByText('Loading')).toBeNull()
    await pass(100)
    expect(screen.getByText('Loading').closest('[role=status]')).not.toBeNull()
  })

  it('[HLP10] lists what was found, says how many, and where a snippet stops', async () => {
    draw()
    await type('invite')
    act(() => {
      help.found.value = { state: 'found', query: 'invite', results: [someHit], kept: false }
    })
    const option = screen.getByRole('option', { name: /Invite your colleagues/ })
    expect(option.textContent).toBe('Invite your colleaguesThey work beside you…')
    expect(option.querySelector('mark')?.textContent).toBe('work')
    expect(box().getAttribute('aria-expanded')).toBe('true')
    await pass(600)
    expect(screen.getByText('1 article found').getAttribute('role')).toBe('status')
    fireEvent.click(option)
    expect(calls('settle')).toHaveLength(1)
    await waitFor(() => expect(calls('read')).toEqual([['read', 'a1']]))
  })

  it('[HLP10] that is sent off puts the keyboard of a phone away, and only that', async () => {
    for (const fingers of [false, true]) {
      touch.value = fingers
      draw()
      box().focus()
      await type('invite')
      fireEvent.keyDown(box(), { key: 'Enter' })
      expect(document.activeElement === box()).toBe(!fingers)
      cleanup()
    }
  })

  it('[HLP9] offers the tour of a hit beside it', async () => {
    draw()
    await type('invite')
    act(() => {
      const results = [{ ...someHit, tour: 'tour-1' }]
      help.found.value = { state: 'found', query: 'invite', results, kept: false }
    })
    fireEvent.keyDown(box(), { key: 'ArrowUp' })
    fireEvent.keyDown(box(), { key: 'Enter' })
    expect(tours).toEqual(['tour-1'])
    expect(calls('read')).toEqual([])
  })

  it('[HLP10] that finds nothing leads to a person with the words, and to none where there is none', async () => {
    draw()
    await type('qwxzv')
    act(() => {
      help.found.value = { state: 'found', query: 'qwxzv', results: [], kept: false }
    })
    screen.getByText('Nothing found for “qwxzv”')
    expect(box().getAttribute('aria-expanded')).toBe('false')
    fireEvent.click(screen.getByRole('button', { name: 'Ask a person' }))
    expect(asked).toEqual([{ query: 'qwxzv' }])
    cleanup()
    draw({ chat: false })
    await type('qwxzv')
    screen.getByText('Nothing found for “qwxzv”')
    expect(screen.queryByRole('button', { name: 'Ask a person' })).toBeNull()
  })

  it('that failed says so at once, and can be tried again', async () => {
    draw()
    await type('invite')
    act(() => {
      help.found.value = { state: 'failed', query: 'invite' }
    })
    expect(screen.getByRole('alert').textContent).toContain('Couldn’t search at the moment.')
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(calls('again')).toHaveLength(1)
  })

  it('[HLP10] offline says that it is among what was read', async () => {
    online.value = false
    draw()
    await type('invite')
    act(() => {
      help.found.value = { state: 'found', query: 'invite', results: [someHit], kept: true }
    })
    screen.getByText('You are offline. You can read what you have read before.')
    screen.getByRole('option', { name: /Invite your colleagues/ })
    cleanup()
    const { Search } = open()
    render(<Search />)
    fireEvent.focus(box())
    screen.getByText('You are offline. You can read what you have read before.')
  })

  it('[HLP10] has a way on where there is nothing to read yet', async () => {
    help.overview.value = { state: 'empty' }
    draw()
    screen.getByText('There are no articles yet')
    fireEvent.click(screen.getByRole('button', { name: 'Ask a person' }))
    expect(asked).toEqual([{}])
  })
})

describe('an article', () => {
  const read = () => {
    draw()
    act(() => room.open({ kind: 'article', idOrKey: 'a1', query: 'invite' }))
  }
  const shows = (state: typeof help.article.value) =>
    act(() => {
      help.article.value = state
    })

  it('[HLP10] is read, judged with a reason, and left for a related one', async () => {
    read()
    shows({ state: 'there', article: someArticle, kept: false })
    await screen.findByRole('heading', { name: 'Invite your colleagues' })
    screen.getByText('Ask them in by mail.')
    expect(screen.getByRole('img', { name: 'A pier' }).getAttribute('src')).toBe(
      'https://relay.example/api/v1/pictures/p1',
    )
    fireEvent.click(screen.getByRole('button', { name: 'No' }))
    screen.getByRole('button', { name: 'No', pressed: true })
    fireEvent.input(screen.getByRole('textbox', { name: 'What was missing?' }), {
      target: { value: ' Who pays? ' },
    })
    fireEvent.click(screen.getByRole('button', { name: 'Send' }))
    expect(calls('vote')).toEqual([
      ['vote', false, undefined],
      ['vote', false, 'Who pays?'],
    ])
    screen.getByText('Thank you. We’ll make it better.')
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'No' }))
    fireEvent.click(screen.getByRole('button', { name: 'Ask a person' }))
    expect(asked).toEqual([{ query: 'invite', article: someArticle }])
    fireEvent.click(screen.getByRole('button', { name: 'Plans and prices' }))
    await waitFor(() => expect(calls('read').at(-1)).toEqual(['read', 'a2']))
    await waitFor(() => expect(calls('closeArticle')).toHaveLength(1))
  })

  it('[HLP3] in another language says which', async () => {
    draw({ wanted: 'et' })
    act(() => room.open({ kind: 'article', idOrKey: 'a1' }))
    shows({ state: 'there', article: someArticle, kept: false })
    const title = await screen.findByRole('heading', { name: 'Invite your colleagues' })
    expect(title.lang).toBe('en')
    expect(screen.getAllByText('In English').length).toBeGreaterThan(0)
  })

  it('[HLP10] that cannot be read offline says why, and can be tried again; one that is gone, so', async () => {
    online.value = false
    read()
    shows({ state: 'failed' })
    expect((await screen.findByRole('alert')).textContent).toContain(
      'You haven’t read this here before, so it needs a connection.',
    )
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(calls('articleAgain')).toHaveLength(1)
    shows({ state: 'gone' })
    screen.getByText('This article is not there any more')
    fireEvent.click(screen.getByRole('button', { name: 'Search for help' }))
    expect(box()).toBeTruthy()
  })

  it('[HLP3] names its language by a list of names that is made once', async () => {
    const made = vi.spyOn(Intl, 'DisplayNames')
    draw({ wanted: 'et' })
    act(() => room.open({ kind: 'article', idOrKey: 'a1' }))
    shows({
      state: 'there',
      article: { ...someArticle, related: [someRef, { ...someRef, id: 'a3' }] },
      kept: false,
    })
    await screen.findByRole('heading', { name: 'Invite your colleagues' })
    expect(screen.getAllByText('In English')).toHaveLength(3)
    expect(made).toHaveBeenCalledTimes(1)
    made.mockRestore()
  })

  it('[HLP3] reads in its own direction, in a messenger of another one', async () => {
    read()
    shows({ state: 'there', article: { ...someArticle, locale: 'ar' }, kept: false })
    const words = await screen.findByText('Ask them in by mail.')
    expect(words.closest('[lang=ar][dir]')?.getAttribute('dir')).toBe('rtl')
  })

  it('[HLP10] that was kept says so', async () => {
    online.value = false
    read()
    shows({ state: 'there', article: someArticle, kept: true })
    await screen.findByText('You are offline. You can read what you have read before.')
  })
})

describe('offers while a message is written', () => {
  const write = (memory = signal(false)) => {
    const { Offers } = createInChat({ room: open(), locale: 'en', adopt: () => {}, memory })
    const drawn = render(<Offers text="" />)
    return (text: string) => drawn.rerender(<Offers text={text} />)
  }
  const offers = () => screen.queryByRole('region', { name: 'Articles that may help' })

  beforeEach(() => {
    help.offers = [someRef]
  })

  it('[HLP10] come when the writing pauses, three at most, and not for a few letters', async () => {
    const writes = write()
    writes('Invite')
    await pass(1_000)
    expect(calls('offersFor')).toEqual([])
    for (const text of ['How can I', 'How can I invite', 'How can I invite them?']) writes(text)
    await pass(1_000)
    expect(calls('offersFor')).toEqual([['offersFor', 'How can I invite them?', 3]])
    expect(offers()).not.toBeNull()
    writes('')
    expect(offers()).toBeNull()
  })

  it('[HLP10] once put away stay away, also for the next conversation', async () => {
    const memory = signal(false)
    const writes = write(memory)
    writes('How can I invite them?')
    await pass(1_000)
    fireEvent.click(screen.getByRole('button', { name: 'Hide these articles' }))
    expect(offers()).toBeNull()
    writes('How can I invite them, please?')
    await pass(2_000)
    cleanup()
    write(memory)('Where do I see my bill?')
    await pass(2_000)
    expect(offers()).toBeNull()
    expect(calls('offersFor')).toHaveLength(1)
  })
})
