/** The figures of one flow for those who may see them, and the same as a table for a spreadsheet [FLO16]. */
import { done, type FlowDraft, type FlowFigures, type Reply } from '@docent/protocol'
import type { AgentPrincipal } from '../realtime/principal.ts'
import type { Storage } from '../storage/database.ts'
import { createFiguresStore, type Span } from './figures.store.ts'
import { createFiguresCount } from './figures.ts'
import { type FlowPart, partsOf } from './flow-parts.ts'
import { readFlow } from './flows.store.ts'
import { noFlow } from './flows.ts'
import { createAnswersCount } from './survey-answers.ts'

export interface FlowFigureTable {
  readonly name: string
  readonly figures: FlowFigures
  readonly titles: ReadonlyMap<string, string>
}

export interface Figures {
  /** Archived flows keep their figures. */
  of(by: Pick<AgentPrincipal, 'siteId'>, flowId: string, span: Span): Promise<Reply<FlowFigures>>
  /** With the flow's name and the titles of its steps. */
  table(by: Pick<AgentPrincipal, 'siteId'>, flowId: string, span: Span): Promise<Reply<FlowFigureTable>>
}

export function createFigures(storage: Pick<Storage, 'read' | 'reader'>): Figures {
  const store = createFiguresStore(storage)

  /** The places of each version, the latest first. */
  async function versionsOf(flowId: string): Promise<ReadonlyMap<number, readonly FlowPart[]>> {
    const rows = await storage.read
      .selectFrom('flow_versions')
      .select(['version', 'body'])
      .where('flow_id', '=', flowId)
      .orderBy('version', 'desc')
      .execute()
    return new Map(rows.map(({ version, body }) => [version, partsOf(JSON.parse(body) as FlowDraft)]))
  }

  async function table(
    by: Pick<AgentPrincipal, 'siteId'>,
    flowId: string,
    span: Span,
  ): Promise<Reply<FlowFigureTable>> {
    const flow = await readFlow(storage.read, by.siteId, flowId)
    if (!flow) return noFlow
    const versions = await versionsOf(flowId)
    const shown = span.version === null ? [...versions.values()] : [versions.get(span.version) ?? []]
    // Steps of the latest version in their order, then those that only earlier ones had.
    const titles = new Map<string, string>()
    for (const { id, title } of shown.flat()) if (!titles.has(id)) titles.set(id, title)
    const ids = new Map([...versions].map(([version, places]) => [version, places.map(({ id }) => id)]))
    const count = createFiguresCount((version) => ids.get(version) ?? [], [...titles.keys()])
    const answers = createAnswersCount()
    for await (const run of store.runs(flowId, span)) {
      count.add(run)
      if (flow.kind === 'survey') answers.add(run)
    }
    const figures = count.figures()
    const steps = figures.steps.map((step) => {
      const given = answers.of(step.stepId)
      return given ? { ...step, answers: given } : step
    })
    return done({ name: flow.name, figures: { ...figures, steps }, titles })
  }

  return {
    table,
    async of(by, flowId, span) {
      const reply = await table(by, flowId, span)
      return reply.ok ? done(reply.data.figures) : reply
    },
  }
}
