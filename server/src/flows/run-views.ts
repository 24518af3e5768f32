/** A visitor's run as agents read it: with the flow's name, the step's title, and what of a checklist is done. */
import type { FlowDraft, FlowRun, VisitorRun } from '@docent/protocol'
import { type FlowPart, partsOf } from './flow-parts.ts'
import type { RunsStore } from './runs.store.ts'

/** A published version never changes, and most runs are of a few of them; beyond this many it is begun anew. */
const remembered = 200

export function createRunViews(runs: Pick<RunsStore, 'head' | 'version'>) {
  const partsOfVersion = new Map<string, readonly FlowPart[]>()

  function partsOfRun(siteId: string, { flowId, version }: FlowRun): readonly FlowPart[] {
    const key = `${flowId} ${version}`
    const known = partsOfVersion.get(key)
    if (known) return known
    const frozen = runs.version(siteId, flowId, version)
    if (!frozen) return []
    const parts = partsOf(JSON.parse(frozen.body) as FlowDraft)
    if (partsOfVersion.size >= remembered) partsOfVersion.clear()
    partsOfVersion.set(key, parts)
    return parts
  }

  return (siteId: string, run: FlowRun): VisitorRun => {
    const parts = partsOfRun(siteId, run)
    const index = parts.findIndex(({ id }) => id === run.stepId)
    const items = run.kind === 'checklist' ? parts : []
    return {
      run,
      name: runs.head(siteId, run.flowId, run.version)?.name ?? '',
      stepTitle: parts[index]?.title ?? null,
      place: index < 0 ? null : index + 1,
      of: parts.length,
      items: items.map((item) => ({ ...item, done: run.done.includes(item.id) })),
    }
  }
}
