/** How the help does [HLP13]: what was searched, what was found, who needed nobody, day by day and article by article. */
import type { HelpFigures } from '@docent/protocol'
import { IconSearch } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import { EmptyState } from '../../controls/empty-state.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { countWords, percentWords } from '../../figures/figure-words.ts'
import { NamedNumber } from '../../figures/named-number.tsx'
import { SpannedFigures } from '../../figures/spanned-figures.tsx'
import { ArticlesHead } from '../articles-head.tsx'
import { ArticleTable } from './article-table.tsx'
import { DayChart } from './day-chart.tsx'

export function HelpFiguresPage(): VNode {
  const desk = useDesk()
  const { say } = desk.words
  return (
    <section class="pane onboarding-pane" aria-labelledby="help-figures-title">
      <ArticlesHead page="figures" titleId="help-figures-title" />
      <div class="onboarding-scroll">
        <SpannedFigures
          of={desk.site.key}
          ask={desk.client.help.figures}
          csv={{ path: 'api/v1/help/figures.csv', query: { site: desk.site.key } }}
        >
          {(figures) =>
            isEmpty(figures) ? (
              <EmptyState
                icon={<IconSearch />}
                title={say('helpFigures.emptyTitle')}
                text={say('helpFigures.emptyText')}
              />
            ) : (
              <>
                <Numbers figures={figures} />
                <DayChart days={figures.days} />
                <ArticleTable articles={figures.articles} />
              </>
            )
          }
        </SpannedFigures>
      </div>
    </section>
  )
}

const isEmpty = ({ searches, articles, asked }: HelpFigures): boolean =>
  searches === 0 && articles.length === 0 && asked === 0

function Numbers({ figures }: { figures: HelpFigures }): VNode {
  const { say } = useDesk().words
  const { searches, withoutResult, withoutClick, sessions, deflected, asked } = figures
  const ofSearches = (part: number): string =>
    say('helpFigures.ofSearches', { percent: percentWords(say, part, searches) })
  return (
    <dl class="numbers help-numbers">
      <NamedNumber
        name={say('helpFigures.searches')}
        value={countWords(say, searches)}
        note={say('helpFigures.sessions', { count: sessions })}
      />
      <NamedNumber
        name={say('helpFigures.withoutResult')}
        value={countWords(say, withoutResult)}
        note={ofSearches(withoutResult)}
      />
      <NamedNumber
        name={say('helpFigures.withoutClick')}
        value={countWords(say, withoutClick)}
        note={ofSearches(withoutClick)}
      />
      <NamedNumber
        name={say('helpFigures.deflected')}
        value={percentWords(say, deflected, sessions)}
        note={say('helpFigures.deflectedNote', { count: deflected })}
      />
      <NamedNumber
        name={say('helpFigures.asked')}
        value={countWords(say, asked)}
        note={say('helpFigures.askedNote')}
      />
    </dl>
  )
}
