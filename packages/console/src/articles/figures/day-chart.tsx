/**
 * Searches day by day as columns from zero, those without a result at their foot. The same numbers stand in a table
 * for whoever does not see the columns, or wants to know exactly.
 */
import type { HelpFigures } from '@docent/protocol'
import type { VNode } from 'preact'
import { Fold } from '../../controls/fold.tsx'
import { useDesk } from '../../desk/desk-context.tsx'

type Day = HelpFigures['days'][number]

export function DayChart({ days }: { days: readonly Day[] }): VNode | null {
  const { say } = useDesk().words
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return null
  const top = roundTop(Math.max(...days.map(({ searches }) => searches)))
  const dayWords = (day: string): string => dayFormat(say.locale).format(new Date(`${day}T00:00:00Z`))
  return (
    <section class="day-chart" aria-label={say('helpFigures.byDay')}>
      <div class="day-chart-head">
        <h2 class="form-heading">{say('helpFigures.byDay')}</h2>
        <ul class="day-chart-keys" aria-hidden="true">
          <li class="day-key day-key-found">{say('helpFigures.found')}</li>
          <li class="day-key day-key-vain">{say('helpFigures.withoutResult')}</li>
        </ul>
      </div>
      <div class="day-chart-box" aria-hidden="true">
        <p class="day-chart-top tabular">{top.toLocaleString(say.locale)}</p>
        <div class="day-columns">
          {days.map((day) => (
            <span key={day.day} class="day-column" title={`${dayWords(day.day)}: ${sentence(say, day)}`}>
              <span class="day-found" style={{ height: share(day.searches - day.withoutResult, top) }} />
              <span class="day-vain" style={{ height: share(day.withoutResult, top) }} />
            </span>
          ))}
        </div>
        <p class="day-chart-ends">
          <span>{dayWords(first.day)}</span>
          <span>{dayWords(last.day)}</span>
        </p>
      </div>
      <Fold label={say('helpFigures.asTable')}>
        <div class="step-table-box">
          <table class="step-table">
            <thead>
              <tr>
                <th scope="col">{say('helpFigures.day')}</th>
                <th scope="col" class="flows-number">
                  {say('helpFigures.searches')}
                </th>
                <th scope="col" class="flows-number">
                  {say('helpFigures.withoutResult')}
                </th>
                <th scope="col" class="flows-number">
                  {say('helpFigures.asked')}
                </th>
              </tr>
            </thead>
            <tbody>
              {days.toReversed().map((day) => (
                <tr key={day.day}>
                  <th scope="row">{dayWords(day.day)}</th>
                  {[day.searches, day.withoutResult, day.asked].map((value, index) => (
                    <td key={index} class="flows-number tabular">
                      {value.toLocaleString(say.locale)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Fold>
    </section>
  )
}

const share = (part: number, top: number): string => `${(part / top) * 100}%`

/** The next number that people count with, so that the scale says something. */
function roundTop(most: number): number {
  const ten = 10 ** Math.floor(Math.log10(Math.max(1, most)))
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((times) => times * ten).find((top) => top >= most) ?? most
}

/** A day of the site, which is no moment: the reader's own time zone must not move it. */
const dayFormat = (locale: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' })

const sentence = (
  say: ReturnType<typeof useDesk>['words']['say'],
  { searches, withoutResult }: Day,
): string =>
  `${say('wanted.searches', { count: searches })}, ${say('wanted.withoutResult', { count: withoutResult })}`
