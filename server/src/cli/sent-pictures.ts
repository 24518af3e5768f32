/** Picture files that texts of a folder name go to the relay, each once; the text then names them as the relay does. */
import { articleLimits } from '@docent/protocol'
import { pictureAddresses, withPictureAddresses } from '@docent/protocol/article-pictures'
import type { ArticleFolder } from './article-folder.ts'
import type { Ask } from './doer.ts'

export interface TextFault {
  /** Of the text, counted from 0. */
  readonly line: number
  readonly message: string
}

export interface SentPictures {
  /** @param from the file of the text, below the folder */
  named(from: string, body: string): Promise<{ readonly body: string; readonly faults: readonly TextFault[] }>
  /** How many files were sent. */
  count(): number
}

interface Options {
  readonly ask: Ask
  readonly site: string
  readonly folder: ArticleFolder
}

type Sent = { readonly url: string } | { readonly message: string }

export function createSentPictures({ ask, site, folder }: Options): SentPictures {
  const byPath = new Map<string, Sent>()

  async function send(path: string): Promise<Sent> {
    const file = await folder.read(path, articleLimits.pictureBytes)
    if (!file.ok) return { message: `${path}: ${file.message}` }
    const put = await ask('picture put', { site, base64: file.bytes.toString('base64') })
    return put.ok ? { url: put.data.url } : { message: `${path}: ${put.error.message}` }
  }

  /** Null: the address is none of a file. */
  async function sent(from: string, address: string): Promise<Sent | null> {
    const found = await folder.find(from, address)
    if (found === null || 'message' in found) return found
    const known = byPath.get(found.path) ?? (await send(found.path))
    byPath.set(found.path, known)
    return known
  }

  return {
    async named(from, body) {
      const urls = new Map<string, string>()
      const faults: TextFault[] = []
      for (const { address, from: at } of pictureAddresses(body)) {
        const picture = await sent(from, address)
        if (picture === null) continue
        if ('url' in picture) urls.set(address, picture.url)
        else faults.push({ line: body.slice(0, at).split('\n').length - 1, message: picture.message })
      }
      const changed = urls.size > 0
      return { body: changed ? withPictureAddresses(body, (one) => urls.get(one) ?? null) : body, faults }
    },
    count: () => [...byPath.values()].filter((one) => 'url' in one).length,
  }
}
