/** The help from the desk over memory: answers as the relay would. */
import type { AgentHelp } from '@docent/client/agent/types'
import type { Reply } from '@docent/protocol'
import { seededFound, seededHelpFigures, seededWanted } from './seeded-help.ts'

type Answer = <T>(call: string, run: () => T) => Promise<Reply<T>>

export function createFakeHelp(options: { now: () => number; answer: Answer; empty: boolean }): AgentHelp {
  const { now, answer, empty } = options
  let wanted = empty ? [] : seededWanted(now())
  return {
    find: (query) => answer(`find ${query}`, () => ({ results: empty ? [] : seededFound(query) })),
    send: (id, articleId) =>
      answer(`article ${id} ${articleId}`, () => ({ seq: 99, id: 'card', at: now(), duplicate: false })),
    draft: ({ conversationId, locale, wantedId }) =>
      answer(`draft ${conversationId} ${locale} ${wantedId ?? ''}`.trim(), () => ({ rev: 1 })),
    wanted: () => answer('wanted', () => ({ wanted })),
    closeWanted: (id) =>
      answer(`close ${id}`, () => {
        wanted = wanted.filter((one) => one.id !== id)
        return {}
      }),
    figures: ({ from, until }) => {
      const days = Math.round((until - from) / 86_400_000)
      return answer(`help figures ${days}`, () => seededHelpFigures(now(), empty ? 0 : days))
    },
  }
}
