/** What a site may decide: one versioned document, stored by the relay, pushed live to every open page and console. */
import * as v from 'valibot'
import { Locale } from './commands/article-fields.ts'
import { text } from './commands/fields.ts'
import { articleLimits } from './limits.ts'

const Minute = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(24 * 60))

/** The hex colours of CSS, and nothing else: a theme must not smuggle style. */
const Colour = v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/i))

export const Theme = v.object({
  brand: Colour,
  scheme: v.picklist(['auto', 'light', 'dark']),
  side: v.picklist(['right', 'left']),
  /** CSS pixels from the edges of the window. */
  offsetX: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(400)),
  offsetY: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(400)),
  zIndex: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2_147_483_647)),
})
export type Theme = v.InferOutput<typeof Theme>

/** Business hours: for each day of the week (0 is Sunday) the spans in minutes since midnight, in the site's time zone. */
export const Hours = v.object({
  timeZone: text(60),
  days: v.pipe(v.array(v.pipe(v.array(v.object({ from: Minute, to: Minute })), v.maxLength(6))), v.length(7)),
})
export type Hours = v.InferOutput<typeof Hours>

export const strategies = ['least_busy', 'round_robin'] as const
export type Strategy = (typeof strategies)[number]

export const SiteSettings = v.object({
  theme: Theme,
  /** The name that visitors read above the conversation. */
  teamName: text(60),
  greeting: text(200),
  /** One line under the name, such as "We usually answer within minutes". */
  replyTime: text(120),
  /** Null: open around the clock. */
  hours: v.nullable(Hours),
  /** `required`: nothing is stored and no socket opens before the visitor agreed. */
  consent: v.picklist(['not_required', 'required']),
  /** False: the socket opens only when the visitor opens the messenger. */
  presence: v.boolean(),
  /** Asks for an e-mail address when nobody is there. */
  askEmailWhenAway: v.boolean(),
  /**
   * What an agent who leads a visitor may point at, once the visitor accepted the tour: elements that the site marked with
   * `data-docent`, all controls that have a label, or nothing [FLO12].
   */
  guide: v.picklist(['marked', 'labelled', 'off']),
  help: v.object({
    /** BCP 47 tags in which the site writes articles, and the one that stands in for the others [HLP3]. */
    locales: v.pipe(v.array(Locale), v.minLength(1), v.maxLength(articleLimits.locales)),
    defaultLocale: Locale,
    /** Whether there is a public help centre beside the panel. */
    pages: v.boolean(),
    /** False: nobody can be asked, the messenger is for help alone [HLP10]. */
    chat: v.boolean(),
    /** Words that mean the same, per locale: searched for one, the others are found too. */
    synonyms: v.record(
      Locale,
      v.pipe(
        v.array(v.pipe(v.array(v.pipe(text(60), v.trim(), v.minLength(1))), v.minLength(2), v.maxLength(20))),
        v.maxLength(200),
      ),
    ),
  }),
  routing: v.object({
    strategy: v.picklist(strategies),
    /** Whether agents must accept an offer, or get conversations at once. */
    offers: v.boolean(),
  }),
})
export type SiteSettings = v.InferOutput<typeof SiteSettings>

export const defaultSettings: SiteSettings = {
  theme: { brand: '#3b5bdb', scheme: 'auto', side: 'right', offsetX: 20, offsetY: 20, zIndex: 2_147_483_000 },
  teamName: 'Support',
  greeting: 'Hello. How can we help?',
  replyTime: 'We usually answer within a few minutes',
  hours: null,
  consent: 'not_required',
  presence: true,
  askEmailWhenAway: true,
  guide: 'marked',
  help: { locales: ['en'], defaultLocale: 'en', pages: true, chat: true, synonyms: {} },
  routing: { strategy: 'least_busy', offers: true },
}

/** What of the settings anybody may read. */
export type PublicSettings = Omit<SiteSettings, 'routing' | 'hours' | 'guide' | 'help'>

export function publicSettings({
  routing: _routing,
  hours: _hours,
  guide: _guide,
  help: _help,
  ...rest
}: SiteSettings): PublicSettings {
  return rest
}

/** The one document that a page loads before anything happens; served with an ETag, cached for a minute. */
export interface BootDocument {
  readonly protocol: number
  readonly site: string
  /** Rises with each change of the settings. */
  readonly settingsVersion: number
  readonly settings: PublicSettings
  /** Whether the relay can send mail; without it, mail is never promised. */
  readonly mail: boolean
  /** Names what the site has published of tours, checklists, hints and banners; absent where there is none [FLO3]. */
  readonly flows?: string
  /** Names what the site has published of articles; absent where there is none [HLP4]. */
  readonly help?: string
  /** False: the messenger is for help alone, and nobody can be asked [HLP10]. */
  readonly chat?: false
}
