/** Sizes that both sides keep, so that a client can refuse at once what the relay would refuse later. */
export const limits = {
  /** Characters of one message's text. */
  textLength: 8_000,
  /** Parts of one message. */
  partsPerMessage: 10,
  /** Bytes of one frame; files travel over HTTP. */
  payloadBytes: 64 * 1024,
  /** Entries of one page of a conversation, and its bytes as JSON [SYN2]. */
  pageEntries: 200,
  pageBytes: 128 * 1024,
  /** Further behind than this, a client takes a fresh last page instead of every entry between. */
  catchUpEntries: 1_000,
  /** Rows of one page of the inbox. */
  inboxRows: 100,
  nameLength: 120,
  emailLength: 254,
  addressLength: 2_000,
  titleLength: 300,
  /** Attributes that a site may set on a visitor, and the length of a key and of a text value. */
  attributes: 64,
  attributeKey: 64,
  attributeText: 500,
  /** Length of the name of a tracked event. */
  eventName: 100,
} as const

/** Characters of an agent's password: apart, since visitors' clients have no use for it. */
export const passwordLength = { least: 10, most: 200 } as const
