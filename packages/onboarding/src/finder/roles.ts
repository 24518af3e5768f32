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
  list: 'ul,ol',
  row: 'tr',
  cell: 'td',
  columnheader: 'th',
  table: 'table',
  navigation: 'nav',
  main: 'main',
  form: 'form',
  dialog: 'dialog',
  article: 'article',
  group: 'fieldset',
}

/** Empty for what has none that would tell it from others. */
export function roleOf(element: Element): string {
  const given = element.getAttribute('role')?.trim().split(' ')[0]
  if (given) return given
  for (const role in selectors) if (element.matches(selectors[role] ?? '')) return role
  return ''
}

/** All that may have the role, and some that do not: `roleOf` has the last word. */
export const selectorOf = (role: string): string =>
  `[role~="${CSS.escape(role)}"]${Object.hasOwn(selectors, role) ? `,${selectors[role]}` : ''}`
