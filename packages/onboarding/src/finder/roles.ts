/** Roles of elements, as far as people point at them: the one that was given, or the one that the tag has by itself. */

/** From the particular to the general: the first selector that fits says the role. */
const selectors: Readonly<Record<string, string>> = {
  button: 'button,summary,input:is([type=button],[type=submit],[type=reset],[type=image])',
  link: 'a[href]',
  checkbox: 'input[type=checkbox]',
  radio: 'input[type=radio]',
  slider: 'input[type=range]',
  spinbutton: 'input[type=number]',
  searchbox: 'input[type=search]',
  textbox: 'input:not([type=hidden],[type=file],[type=color]),textarea',
  combobox: 'select',
  heading: 'h1,h2,h3,h4,h5,h6',
  img: 'img',
  listitem: 'li',
  row: 'tr',
  cell: 'td',
  columnheader: 'th',
  navigation: 'nav',
  // A section is a landmark only where it has a name.
  region: 'section:is([aria-label],[aria-labelledby])',
  list: 'ul,ol',
  table: 'table',
  main: 'main',
  dialog: 'dialog',
}

/** Empty for what has none that would tell it from others. */
export const roleOf = (element: Element): string =>
  element.getAttribute('role')?.trim().split(' ')[0] ||
  Object.keys(selectors).find((role) => element.matches(selectors[role] ?? '')) ||
  ''

/** All that may have the role, and some that do not: `roleOf` has the last word. */
export const selectorOf = (role: string): string => `[role~="${CSS.escape(role)}"],${selectors[role] ?? 'x'}`
