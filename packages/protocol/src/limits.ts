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

/** Sizes of flows: apart, since only the relay and those who write flows have a use for them. */
export const flowLimits = {
  /** Flows of a site that are not archived. */
  flows: 200,
  steps: 60,
  /** Items of a checklist, hints of a flow, questions of a survey. */
  items: 30,
  locales: 40,
  titleLength: 200,
  bodyLength: 2_000,
  locators: 6,
  ruleParts: 30,
  /** Bytes of one draft as JSON, so that it fits into a frame with its command. */
  draftBytes: 56 * 1024,
  /** Runs that a visitor's page is told of, the latest first. */
  runs: 200,
  /** Events that are kept of one run: a tour of the most steps, gone through many times over. */
  eventsOfRun: 1_000,
  /** Controls that an agent may choose from while leading a visitor, and the length of a label. */
  labels: 200,
  labelLength: 80,
} as const

/** Sizes of articles: apart, since only the relay and those who write articles have a use for them. */
export const articleLimits = {
  /** Articles of a site that are not archived, and its collections. */
  articles: 20_000,
  collections: 200,
  locales: 40,
  titleLength: 200,
  slugLength: 120,
  /** Characters of a body, and its bytes, so that it fits into a frame with its command. */
  bodyLength: 50_000,
  bodyBytes: 56 * 1024,
  tags: 20,
  suggestOn: 20,
  /** Marked pieces of one draft. */
  marks: 200,
  queryLength: 200,
  reasonLength: 1_000,
  /** Events of one request of a visitor's help session. */
  events: 50,
  /** Bytes of a picture. */
  pictureBytes: 4 * 1024 * 1024,
  /** Up to this many articles a browser searches by itself. */
  searchHere: 500,
} as const
