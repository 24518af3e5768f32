/**
 * Articles as content, joined: what authors write, what is published of it, and what readers are given.
 * Beside the directory, on which it stands; knows no conversation and no socket.
 */
import type { Clock } from '../clock.ts'
import type { Timings } from '../config.ts'
import type { FlowLibrary } from '../flows/flow-library.ts'
import type { Logger } from '../logger.ts'
import type { Sites } from '../sites/sites.ts'
import type { Storage } from '../storage/database.ts'
import { createHelpActivities, type HelpActivities } from './activity/help-activity.ts'
import { createHelpFigures, type HelpFiguresOf } from './activity/help-figures.ts'
import { findPersonalMarks } from './drafting/person-of-conversation.ts'
import { type ArticleExport, createArticleExport } from './files/article-export.ts'
import { type ArticleImport, createArticleImport } from './files/article-import.ts'
import { createPictures, type Pictures } from './pictures/pictures.ts'
import { createUnusedPictures } from './pictures/unused-pictures.ts'
import { type ArticleDocuments, createArticleDocuments } from './reading/article-documents.ts'
import { createHelpRevision, type HelpRevision } from './reading/help-revision.ts'
import { createLiveArticlesStore, type LiveArticlesStore } from './reading/live-articles.store.ts'
import { createPublishedArticles } from './reading/published-articles.ts'
import { type ArticleSearch, createArticleSearch } from './search/article-search.ts'
import { createFindIndex } from './search/find-index.ts'
import { createWantedArticles, type WantedArticles } from './wanted/wanted.ts'
import { type ArticleChanges, createArticleChanges } from './writing/article-changes.ts'
import { createArticleParsing } from './writing/article-parsing.ts'
import { type ArticleShelf, createArticleShelf } from './writing/article-shelf.ts'
import { type Articles, createArticles } from './writing/articles.ts'
import { type Collections, createCollections } from './writing/collections.ts'
import { createPublishDeadlines } from './writing/publish-deadlines.ts'
import { createPublishing, type Publishing } from './writing/publishing.ts'

export interface ArticleLibrary {
  readonly articles: Articles
  readonly publishing: Publishing
  readonly collections: Collections
  readonly shelf: ArticleShelf
  readonly bulk: ArticleImport
  /** The other way: all translations in the form in which files hold them. */
  readonly files: ArticleExport
  readonly pictures: Pictures
  readonly documents: ArticleDocuments
  readonly search: ArticleSearch
  /** What is published, read at once. */
  readonly live: LiveArticlesStore
  /** Names what is published, and tells when it became something else, whoever made the change. */
  readonly revision: HelpRevision
  /** What visitors do with all of it, what they miss, and how often. */
  readonly activity: HelpActivities
  readonly wanted: WantedArticles
  readonly figures: HelpFiguresOf
  /** Fired after each stored change of this process: drafts too. */
  readonly onChanged: ArticleChanges['onChanged']
  /** Begins to publish what was planned, and to make what is searched in; to be called once the relay listens. */
  start(): void
  close(): Promise<void>
}

interface Options {
  readonly storage: Storage
  readonly sites: Sites
  readonly flows: FlowLibrary['flows']
  readonly timings: Pick<Timings, 'searchAnswer'>
  readonly clock: Clock
  readonly logger: Logger
}

export function createArticleLibrary(options: Options): ArticleLibrary {
  const { storage, sites, flows, timings, clock, logger } = options
  const live = createLiveArticlesStore(storage.reader)
  const revision = createHelpRevision({ store: live, sites, clock })
  const changes = createArticleChanges({ storage, clock })
  const findMarks = findPersonalMarks
  const published = createPublishedArticles({ store: live, revision, sites })
  const parsing = createArticleParsing({ logger })
  const { parse } = parsing
  const publishing = createPublishing({ storage, changes, findMarks, parse, clock })
  const unusedPictures = createUnusedPictures({ storage, clock, logger })
  const deadlines = createPublishDeadlines({ publishing, clock, logger })

  changes.onChanged((siteId, change) => {
    if (change.live) revision.changed(siteId)
    deadlines.changed()
  })
  sites.onSettingsSaved((siteId) => revision.changed(siteId))
  // A tour that was withdrawn is not offered any more.
  flows.onChanged((siteId) => revision.changed(siteId))

  // After what names the revisions: it is told of them.
  const search = createArticleSearch({
    storage,
    sites,
    live,
    revision,
    onChanged: changes.onChanged,
    answerWithin: timings.searchAnswer,
    clock,
    logger,
  })
  const findIndex = createFindIndex({ search, sites, published })

  return {
    articles: createArticles({ storage, changes, findMarks }),
    publishing,
    collections: createCollections(changes),
    shelf: createArticleShelf({ storage, clock }),
    bulk: createArticleImport({ storage, changes, findMarks, parse }),
    files: createArticleExport(storage),
    pictures: createPictures({ storage, clock }),
    documents: createArticleDocuments({ store: live, published, sites, findIndex }),
    search,
    live,
    revision,
    activity: createHelpActivities({ storage, clock }),
    wanted: createWantedArticles({ storage, search, revision, clock }),
    figures: createHelpFigures({ storage, sites, clock }),
    onChanged: changes.onChanged,
    start() {
      deadlines.start()
      search.start()
      unusedPictures.start()
    },
    async close() {
      await deadlines.close()
      await parsing.close()
      await unusedPictures.close()
      await search.close()
    },
  }
}
