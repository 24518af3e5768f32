/** What the relay's session routes answer with, parsed at the door. */
import { roles } from '@docent/protocol'
import * as v from 'valibot'

const Access = v.object({
  agent: v.object({ id: v.string(), name: v.string(), email: v.string() }),
  sites: v.array(v.object({ key: v.string(), name: v.string(), role: v.picklist(roles) })),
})
/** Who is signed in, and where they work. */
export type Access = v.InferOutput<typeof Access>

export const AccessDocument = v.object({ data: v.object({ ...Access.entries, csrf: v.string() }) })

export const RefusalDocument = v.object({
  error: v.object({
    code: v.string(),
    message: v.string(),
    data: v.optional(v.object({ retryAfterMs: v.optional(v.number()), path: v.optional(v.string()) })),
  }),
})
