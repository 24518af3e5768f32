/** What a visitor's help session tells the relay, over HTTP: as bad data it is refused whole, sent twice it counts once [HLP12]. */
import * as v from 'valibot'
import { Locale } from './commands/article-fields.ts'
import { Seq, text } from './commands/fields.ts'
import { Uuid } from './ids.ts'
import { articleLimits as sizes } from './limits.ts'

const Common = { eventId: Uuid, at: Seq }
const Query = text(sizes.queryLength)
const Article = { articleId: Uuid, locale: Locale }

export const HelpActivity = v.strictObject({
  site: text(100),
  /** Made by the page, another one after a rest of 30 minutes. */
  session: Uuid,
  locale: Locale,
  events: v.pipe(
    v.array(
      v.variant('kind', [
        v.strictObject({
          ...Common,
          kind: v.literal('searched'),
          query: Query,
          results: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000)),
        }),
        v.strictObject({ ...Common, ...Article, kind: v.literal('opened'), query: v.optional(Query) }),
        v.strictObject({
          ...Common,
          ...Article,
          kind: v.literal('read'),
          seconds: v.pipe(v.number(), v.minValue(0), v.maxValue(86_400)),
        }),
        v.strictObject({
          ...Common,
          ...Article,
          kind: v.literal('voted'),
          helpful: v.boolean(),
          reason: v.optional(text(sizes.reasonLength)),
        }),
        v.strictObject({
          ...Common,
          kind: v.literal('asked'),
          conversationId: Uuid,
          query: v.optional(Query),
          articleId: v.optional(Uuid),
        }),
      ]),
    ),
    v.minLength(1),
    v.maxLength(sizes.events),
  ),
})
export type HelpActivity = v.InferOutput<typeof HelpActivity>
