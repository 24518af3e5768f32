/** The articles that this browser has read, the latest first: so that they can be read and searched offline [HLP10]. */
import type { ArticleShown } from '@docent/protocol/article'
import type { Storage } from '../../storage.ts'

export interface KeptArticles {
  find(idOrKey: string): Promise<ArticleShown | undefined>
  all(): Promise<readonly ArticleShown[]>
  keep(article: ArticleShown): Promise<void>
  forget(idOrKey: string): Promise<void>
}

/** More than anybody reads in one matter; each is a few kilobytes. */
const most = 50

export function createKeptArticles(storage: Storage, key: string): KeptArticles {
  const listOf = (value: unknown): readonly ArticleShown[] =>
    (Array.isArray(value) ? value : []).filter(isArticle)
  const isCalled =
    (name: string) =>
    ({ id, key: own }: ArticleShown): boolean =>
      id === name || own === name
  const all = async () => listOf(await storage.get(key))
  return {
    all,
    find: async (name) => (await all()).find(isCalled(name)),
    async keep(article) {
      await storage.change(key, (old) =>
        [article, ...listOf(old).filter(({ id }) => id !== article.id)].slice(0, most),
      )
    },
    async forget(name) {
      await storage.change(key, (old) => {
        const left = listOf(old).filter((one) => !isCalled(name)(one))
        return left.length ? left : undefined
      })
    },
  }
}

/** What another build of this client kept may have another form. */
const isArticle = (value: unknown): value is ArticleShown =>
  Array.isArray((value as Partial<ArticleShown> | null)?.nodes)
