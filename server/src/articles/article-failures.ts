/** What those who write articles are told when something cannot be done. */
import { articleLimits, failure, type Reply } from '@docent/protocol'

export const bad = (path: string, message: string): Reply<never> => ({
  ok: false,
  error: failure('bad_request', message, { path }),
})

export const noArticle: Reply<never> = {
  ok: false,
  error: failure('not_found', 'There is no such article on this site. Load the list again.'),
}
export const noPublishedArticle: Reply<never> = {
  ok: false,
  error: failure(
    'not_found',
    'There is no such article that visitors can read. Publish it, or choose another one.',
  ),
}
export const noVersion: Reply<never> = {
  ok: false,
  error: failure('not_found', 'This article has no such version. Load its history again.'),
}
export const noCollection: Reply<never> = {
  ok: false,
  error: failure('not_found', 'There is no such collection on this site. Load the list again.'),
}
export const changedMeanwhile: Reply<never> = {
  ok: false,
  error: failure('conflict', 'Somebody changed this article meanwhile. Load it, and make the change again.'),
}
export const mayPublishNoMore: Reply<never> = {
  ok: false,
  error: failure(
    'forbidden',
    'Who planned it may not publish on this site any more. Publish it, or plan it again.',
  ),
}
export const used: Reply<never> = {
  ok: false,
  error: failure(
    'mismatch',
    'This id was used before for another article. Make a new id, and create it again.',
  ),
}
export const tooMany: Reply<never> = {
  ok: false,
  error: failure(
    'at_capacity',
    `A site holds ${articleLimits.articles.toLocaleString('en')} articles. Archive one that is not needed any more, then create this one.`,
  ),
}
export const tooManyLocales: Reply<never> = {
  ok: false,
  error: failure('at_capacity', `An article takes ${articleLimits.locales} languages at most.`),
}
export const tooManyCollections: Reply<never> = {
  ok: false,
  error: failure(
    'at_capacity',
    `A site holds ${articleLimits.collections} collections. Remove one that is not needed any more, then save this one.`,
  ),
}
export const tooLarge: Reply<never> = {
  ok: false,
  error: failure(
    'too_large',
    `An article takes ${articleLimits.bodyBytes / 1024} KiB in one language. Shorten it, or make two of it.`,
  ),
}

export const isTooLarge = (body: string): boolean => Buffer.byteLength(body) > articleLimits.bodyBytes

/** `path`: where the slug stands in what was asked. */
export const slugTaken = (path: string, slug: string, title: string): Reply<never> =>
  bad(
    path,
    `The address "${slug}" belongs to the article "${title}", now or before it was renamed. Choose another one.`,
  )
