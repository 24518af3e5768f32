/** What a link says to the widget in the fragment of its address, such as `#docent-tour=ID`. */

/** Its value, taken out of the address so that a reload does not say it again; null where there is none. */
export function takeFragment(view: Window, name: string): string | null {
  const { hash, pathname, search } = view.location
  const value = hash.startsWith(`#${name}=`) ? hash.slice(name.length + 2) : ''
  if (!/^[\w-]{1,200}$/.test(value)) return null
  view.history.replaceState(view.history.state, '', pathname + search)
  return value
}
