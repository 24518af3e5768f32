/** The words that an article's body takes from where it is shown, in the desk's language. */
import type { ArticleNames } from '@docent/ui/article-nodes'
import type { Say } from '../../words/words.tsx'

export const articleNames = (say: Say): ArticleNames => ({
  note: say('reading.names.note'),
  tip: say('reading.names.tip'),
  warning: say('reading.names.warning'),
  table: say('reading.names.table'),
  code: say('reading.names.code'),
})
