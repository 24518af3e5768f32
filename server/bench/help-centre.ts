/** A help centre of a given size, written straight into a data folder: invented words, as unevenly spread as those of a language. */
import type { SeededRandom } from '@docent/testing/seeded-random'
import { operator } from '../src/agents/actor.ts'
import { createApp } from '../src/app.ts'
import { importBatch } from '../src/articles/files/article-import.ts'
import { systemClock } from '../src/clock.ts'
import { defaultConfig } from '../src/config.ts'
import { silentLogger } from '../src/logger.ts'
import { demoSite, seedDemo } from '../src/seed.ts'

export interface HelpCentre {
  readonly articles: number
  readonly words: number
  readonly locales: readonly string[]
}

export interface WrittenArticle {
  readonly title: string
  readonly body: string
}

/** Different words of a help centre of some thousand articles. */
const vocabularySize = 40_000
const syllables = 'ka lo mi re sa tu ve na po di ga he ju bo ri se ta mu le no vi kra sto pli tre'.split(' ')

export function createWriting(random: SeededRandom) {
  const words = Array.from({ length: vocabularySize }, (_, rank) => {
    // The rarer, the longer.
    const length = 1 + Math.ceil(Math.log2(rank + 2) / 4)
    return (
      Array.from({ length }, () => syllables[random.between(0, syllables.length - 1)]).join('') +
      rank.toString(36)
    )
  })
  /** The most frequent word is twice as frequent as the second, and so on. */
  const word = () => words[Math.floor(vocabularySize ** random.next()) - 1] ?? ''
  /** A word that says something. */
  const rare = () => words[Math.floor(200 * (vocabularySize / 200) ** random.next())] ?? ''
  const text = (count: number) => Array.from({ length: count }, word).join(' ')

  return {
    article: (length: number): WrittenArticle => ({
      title: `${rare()} ${word()} ${rare()}`,
      body: Array.from(
        { length: 4 },
        () =>
          `## ${rare()} ${word()}\n\n${text(Math.round(length / 8))}.\n\n${text(Math.round(length / 8))}.`,
      ).join('\n\n'),
    }),
    /** What somebody types: some words, each third with a typo, the last one not to its end. */
    query(): string {
      const asked = Array.from({ length: random.between(1, 3) }, rare)
      const typed = asked.map((one) => (random.chance(1 / 3) ? withTypo(one, random) : one)).join(' ')
      return random.chance(0.5) ? typed.slice(0, -2) : typed
    },
  }
}

function withTypo(word: string, random: SeededRandom): string {
  const at = random.between(1, word.length - 1)
  return word.slice(0, at) + word.slice(at + 1)
}

/** Publishes it on the demonstration's site, by a relay that does not listen. */
export async function writeHelpCentre(
  dataDir: string,
  { articles, words, locales }: HelpCentre,
  writing: ReturnType<typeof createWriting>,
): Promise<void> {
  const config = { ...defaultConfig, dataDir, seed: 'demo' as const }
  const app = await createApp({ config, clock: systemClock, logger: silentLogger })
  try {
    await seedDemo({ ...app, clock: systemClock })
    const site = app.sites.find(demoSite)
    if (!site) throw new Error('the demonstration has no site')
    const by = { ...operator, siteId: site.id }
    const { version, settings } = app.sites.settings(site.id)
    const help = { ...settings.help, locales: [...locales], defaultLocale: locales[0] ?? 'en' }
    await app.sites.saveSettings(by, version, { ...settings, help })
    const all = Array.from({ length: articles * locales.length }, (_, at) => ({
      key: `article-${Math.floor(at / locales.length)}`,
      locale: locales[at % locales.length] ?? 'en',
      slug: `article-${at}`,
      ...writing.article(words),
      collection: null,
      tags: [],
      tour: null,
      draft: false,
    }))
    for (let at = 0; at < all.length; at += importBatch)
      for (const reply of await app.articles.bulk.put(by, all.slice(at, at + importBatch)))
        if (!reply.ok) throw new Error(reply.error.message)
  } finally {
    await app.close()
  }
}
