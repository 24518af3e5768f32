/** Hears every key press of the window and runs the shortcut that it means; Esc steps back one room at a time. */
import { useLayoutEffect } from 'preact/hooks'
import type { Desk } from '../desk/desk.ts'
import { isField, shortcutFor } from '../shortcuts/keyboard.ts'
import { createShortcutVerbs } from './shortcut-verbs.ts'

export function useShortcuts(desk: Desk): void {
  // Before the first paint: whoever sees the desk can type to it.
  useLayoutEffect(() => {
    const verbs = createShortcutVerbs(desk)
    const onKeyDown = (event: KeyboardEvent): void => {
      const focused = focusedElement()
      // A dialog whose focused button was locked meanwhile has the keyboard, though not the focus.
      const inDialog = desk.dialog.peek() !== null || document.querySelector('dialog[open]') !== null
      const name = shortcutFor(event, {
        inField: isField(focused),
        inDialog,
        apple: desk.modifier === '⌘',
        singleKeys: desk.preferences.keys.peek(),
      })
      const verb = name && verbs[name]
      // The arrows scroll what is focused, unless that is the list or nothing.
      const scrolls = event.key.startsWith('Arrow') && focused !== document.body && !focused?.closest('.rows')
      if (verb && !scrolls) {
        event.preventDefault()
        verb()
      } else if (event.key === 'Escape' && !event.defaultPrevented && !inDialog) stepBack(desk)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [desk])
}

/** A drawer closes first, then the conversation gives the keyboard back to the list, then the list lets go of it. */
function stepBack(desk: Desk): void {
  const narrow = desk.layout.peek() === 'narrow'
  if (desk.viewsDrawer.peek()) desk.viewsDrawer.value = false
  else if (desk.layout.peek() !== 'wide' && desk.visitorShown.peek()) desk.toggleVisitor()
  else if (desk.router.current.peek().room === 'settings') desk.go({})
  else if (desk.router.current.peek().room === 'onboarding') stepBackInOnboarding(desk)
  else if (desk.router.current.peek().room === 'articles') stepBackInArticles(desk)
  else if (narrow || document.activeElement?.closest('.rows')) desk.go({ conversationId: null })
  else desk.focus.to('list')
}

/** A flow gives way to the list. A field that somebody writes in only lets go of the keyboard. */
function stepBackInOnboarding(desk: Desk): void {
  const route = desk.router.current.peek()
  const focused = document.activeElement
  if (isField(focused) && focused instanceof HTMLElement) focused.blur()
  else if (route.room === 'onboarding' && route.place.kind !== 'list') desk.goOnboarding({ kind: 'list' })
  else desk.go({})
}

/** An article gives way to the list. The text itself keeps the keyboard: there Esc is the way to leave it with Tab. */
function stepBackInArticles(desk: Desk): void {
  const route = desk.router.current.peek()
  const focused = focusedElement()
  if (focused?.getRootNode() instanceof ShadowRoot) return
  if (isField(focused) && focused instanceof HTMLElement) focused.blur()
  else if (route.room === 'articles' && route.place.kind !== 'list') desk.goArticles({ kind: 'list' })
  else desk.go({})
}

/** What has the keyboard, also where it lies in a tree of its own, as the text of an article does. */
function focusedElement(): Element | null {
  let focused = document.activeElement
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
  return focused
}
