/** Whether a browser has the present answer already, by the header `If-None-Match`. */

/** Weakly: a proxy that compresses marks the ETag as weak. */
export const isKnown = (header: string | undefined, etag: string): boolean =>
  (header ?? '').split(',').some((known) => known.trim().replace(/^W\//, '') === etag)
