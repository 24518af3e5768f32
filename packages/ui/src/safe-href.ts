/** Whether a link may be shown as one. The relay has judged it before; a reader does not rely on that. */

/** Browsers drop tabs, newlines and leading controls from an address before they read its scheme. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const invisible = /[\u0000-\u0020\u007f-\u009f\u200b-\u200f\u2028-\u202e\ufeff]/g

/** The address, when it leads to http, https, mailto or tel; else null. */
export function safeHref(href: string): string | null {
  const bare = href.replace(invisible, '')
  return /^(?:https?:\/\/|mailto:|tel:)/i.test(bare) ? bare : null
}
