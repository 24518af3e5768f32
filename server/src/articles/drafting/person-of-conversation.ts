/** What a site knows of the visitor of a conversation, so that a draft made of it can be looked through for it [HLP14]. */

import { type KnownPerson, marksIn } from '../personal/personal-marks.ts'
import type { FindMarks } from '../writing/draft-marks.ts'

export const findPersonalMarks: FindMarks = async (db, conversationId, { title, body }) => {
  const row = await db
    .selectFrom('conversations as c')
    .innerJoin('visitors as v', 'v.id', 'c.visitor_id')
    .select(['v.name', 'v.email', 'v.verified_email', 'v.attributes', 'c.contact_email'])
    .where('c.id', '=', conversationId)
    .executeTakeFirst()
  if (!row) return marksIn(title, body, { name: '', attributes: {} })
  const { name, email, verified_email, contact_email } = row
  const attributes = JSON.parse(row.attributes) as KnownPerson['attributes']
  // Addresses too: what is no address by its form may be one all the same.
  return marksIn(title, body, { name, attributes: { ...attributes, email, verified_email, contact_email } })
}
