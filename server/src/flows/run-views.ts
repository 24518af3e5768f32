/** A visitor's run as agents read it: with the flow's name, the step's title, and what of a checklist is done. */
import type { FlowDraft, FlowRun, VisitorRun } from '@docent/protocol'
import { type FlowPart, partsOf } from './flow-parts.ts'
import type { RunsStore } from './runs.store.ts'

interface Told {
  readonly name: string
  readonly parts: readonly FlowPart[]
}

/** A published version never changes, and most runs are of a few of them; beyond this many it is begun anew. */
const remembered = 200

export function createRunViews(runs: Pick<RunsStore, 'version'>) {
  const partsOfVersion = new Map<string, readonly FlowPart[]>()

  function told(siteId: string, { flowId, version }: FlowRun): Told {
    const frozen = runs.version(siteId, flowId, version)
    if (!frozen) return { name: '', parts: [] }
    const key = `${flowId} ${version}`
    const known = partsOfVersion.get(key) ?? partsOf(JSON.parse(frozen.body) as FlowDraft)
    if (partsOfVersion.size >= remembered) partsOfVersion.clear()
    partsOfVersion.set(key, known)
    return { name: frozen.name, parts: known }
  }

  return (siteId: string, run: FlowRun): VisitorRun => {
    const { name, parts } = told(siteId, run)
    const index = parts.findIndex(({ id }) => id === run.stepId)
    const items = run.kind === 'checklist' ? parts : []
    return {
      run,
      name,
      stepTitle: parts[index]?.title ?? null,
      place: index < 0 ? null : index + 1,
      of: parts.length,
      items: items.map((item) => ({ ...item, done: run.done.includes(item.id) })),
    }
  }
}
