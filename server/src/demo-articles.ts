/**
 * The help centre of the demonstration: what a harbour office asks about Harbor, as its authors would write it, in the Markdown
 * files of `server/demo-articles`. All of it is in English, a part in Estonian too, so that one can see what stands in for
 * what is missing. Knows no database.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { withPictureAddresses } from '@docent/protocol/article-pictures'
import { readArticleFile } from './articles/files/article-file.ts'
import type { ImportedTranslation } from './articles/files/imported-translation.ts'

type Texts = Readonly<Record<string, string>>

export interface DemoCollection {
  readonly id: string
  readonly titles: Texts
  readonly descriptions: Texts
}

export const demoCollections: readonly DemoCollection[] = [
  {
    id: '7a1e0c34-52d1-4b7e-9c1d-0a1f6f1b9e01',
    titles: { en: 'Getting started', et: 'Alustamine' },
    descriptions: {
      en: 'From the whiteboard to the first booked night.',
      et: 'Tahvlilt esimese broneeritud ööni.',
    },
  },
  {
    id: '7a1e0c34-52d1-4b7e-9c1d-0a1f6f1b9e02',
    titles: { en: 'Berths and bookings', et: 'Kaikohad ja broneeringud' },
    descriptions: {
      en: 'Guests, regulars, weather, and a line that is gone.',
      et: 'Külalised, püsikliendid, ilm ja katkenud ühendus.',
    },
  },
  {
    id: '7a1e0c34-52d1-4b7e-9c1d-0a1f6f1b9e03',
    titles: { en: 'Bills and your account', et: 'Arved ja konto' },
    descriptions: {
      en: 'What it costs, how it is paid, and what is yours.',
      et: 'Mis see maksab, kuidas tasutakse ja mis on teie oma.',
    },
  },
]

const folder = new URL('../demo-articles/', import.meta.url)

/**
 * In the order of the files' names.
 * @param basePath where the relay's own pages begin, empty or without a slash at its end
 * @param picture the address of the picture of a pier, which the files name `pier.png`
 */
export const demoTranslations = (basePath: string, picture: string): readonly ImportedTranslation[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => {
      const read = readArticleFile(readFileSync(new URL(name, folder), 'utf8'), 'en')
      if (!read.ok) throw new Error(`${name}: ${read.faults.map(({ message }) => message).join(' ')}`)
      const { article } = read.file
      return {
        ...article,
        body: withPictureAddresses(article.body, (address) => (address === 'pier.png' ? picture : null)),
        suggestOn: (article.suggestOn ?? []).map((path) => `${basePath}${path}`),
      }
    })
