/**
 * What brings articles in from files and out to them, joined: for the running relay, and for a tool alone with the database,
 * which needs no search and no deadlines.
 */
import { parseArticle } from '@docent/protocol/article-text'
import type { Clock } from '../../clock.ts'
import type { Storage } from '../../storage/database.ts'
import { findPersonalMarks } from '../drafting/person-of-conversation.ts'
import { createPictures, type Pictures } from '../pictures/pictures.ts'
import { createArticleChanges } from '../writing/article-changes.ts'
import { type ArticleExport, createArticleExport } from './article-export.ts'
import { type ArticleImport, createArticleImport } from './article-import.ts'

export interface ArticleFiles {
  readonly bulk: ArticleImport
  readonly files: ArticleExport
  readonly pictures: Pictures
}

interface Options {
  readonly storage: Storage
  readonly clock: Clock
}

/** For a tool alone; nobody is told of what it changes but by the database. */
export const createArticleFiles = ({ storage, clock }: Options): ArticleFiles => ({
  bulk: createArticleImport({
    storage,
    changes: createArticleChanges({ storage, clock }),
    findMarks: findPersonalMarks,
    // Nobody else waits for this process.
    parse: async (markdown) => parseArticle(markdown),
  }),
  files: createArticleExport(storage),
  pictures: createPictures({ storage, clock }),
})
