/** Chooses another article of the site to link to; the link holds its key, so that it survives new titles and addresses. */
import { IconBookOpen } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import { ChoiceLine } from '../../controls/choice-line.tsx'
import { Modal } from '../../controls/modal.tsx'
import { type Choice, Picker } from '../../controls/picker.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { collectionTitle, helpLocalesOf } from '../help-locales.ts'
import { allArticles, findArticles, shownTranslation, standingOf, titleOf } from '../list/find-articles.ts'

/** More than anybody reads through: whoever wants another types on. */
const mostShown = 40

export function ArticlePicker(props: {
  locale: string
  /** The article that the link is in. */
  but: string
  onClose: () => void
  onChoose: (key: string, title: string) => void
}): VNode {
  const { locale, but, onClose, onChoose } = props
  const desk = useDesk()
  const { say } = desk.words
  const { own } = helpLocalesOf(desk)
  const shelf = desk.client.articles.list.value
  const choicesFor = (query: string): readonly Choice[] =>
    findArticles(shelf?.articles ?? [], { ...allArticles, query }, own)
      .filter(({ id }) => id !== but)
      .slice(0, mostShown)
      .map((row) => {
        const title = titleOf(row, locale, own)
        const collection = shelf?.collections.find(({ id }) => id === row.collectionId)
        const standing = standingOf(shownTranslation(row, 'any', own))
        return {
          id: row.id,
          group: collection ? collectionTitle(collection.titles, own) : say('articles.noCollection'),
          content: (
            <ChoiceLine icon={<IconBookOpen size={18} />} name={title}>
              {standing === 'draft' && <span class="choice-more">{say('articles.standing.draft')}</span>}
            </ChoiceLine>
          ),
          choose: () => onChoose(row.key, title),
        }
      })
  return (
    <Modal label={say('article.formats.article')} onClose={onClose} class="modal-top">
      <Picker
        label={say('articles.search')}
        listLabel={say('articles.title')}
        choicesFor={choicesFor}
        none={say(shelf === null ? 'articles.loading' : 'article.pickNone')}
      />
    </Modal>
  )
}
