/**
 * Flows as a file: what a site has, to be kept beside its sources or brought to another relay. A file's flows keep their ids,
 * so that bringing it in again changes what changed and nothing else.
 */
import {
  done,
  type FlowDraft,
  FlowDraftField,
  FlowName,
  failure,
  flowLimits,
  type Reply,
  Uuid,
} from '@docent/protocol'
import * as v from 'valibot'
import type { SiteAuthor } from '../agents/actor.ts'
import type { Flows } from './flows.ts'

const FlowFile = v.strictObject({
  flows: v.pipe(
    v.array(v.strictObject({ id: Uuid, name: FlowName, draft: FlowDraftField })),
    v.minLength(1),
    v.maxLength(flowLimits.flows),
  ),
})

export interface FileFlow {
  readonly id: string
  readonly name: string
  readonly draft: FlowDraft
}

export interface Imported {
  readonly name: string
  readonly version: number
}

/** Reads a file's text; what does not fit is said with its place. */
export function readFlowFile(text: string): Reply<readonly FileFlow[]> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return bad(`This file is not JSON: ${error instanceof Error ? error.message : 'it cannot be read'}`)
  }
  const file = v.safeParse(FlowFile, value, { abortEarly: true })
  if (file.success) return done(file.output.flows)
  const [issue] = file.issues
  return bad(`${v.getDotPath(issue) ?? 'The file'}: ${issue.message}`)
}

/**
 * Creates or changes each flow of the file and publishes it. Tours come first, since the others may name them.
 * Stops at the first that is refused, and says which; those before it are in.
 */
export async function importFlows(
  flows: Flows,
  by: SiteAuthor,
  file: readonly FileFlow[],
): Promise<Reply<readonly Imported[]>> {
  const imported: Imported[] = []
  const toursFirst = [...file].sort(
    (a, b) => Number(b.draft.content.kind === 'tour') - Number(a.draft.content.kind === 'tour'),
  )
  for (const flow of toursFirst) {
    const reply = await importFlow(flows, by, flow)
    if (!reply.ok)
      return { ok: false, error: { ...reply.error, message: `"${flow.name}": ${reply.error.message}` } }
    imported.push({ name: flow.name, version: reply.data.version })
  }
  return done(imported)
}

async function importFlow(
  flows: Flows,
  by: SiteAuthor,
  { id: flowId, name, draft }: FileFlow,
): Promise<Reply<{ version: number }>> {
  const known = await flows.show(by, flowId)
  const kept = known.ok
    ? await flows.save(by, { flowId, name, draft, rev: known.data.rev })
    : await flows.create(by, { flowId, name, draft })
  return kept.ok ? flows.publish(by, flowId, kept.data.rev) : kept
}

/** All flows of the site that are not archived, as a file's text. */
export async function exportFlows(flows: Flows, by: SiteAuthor): Promise<Reply<string>> {
  const listed = await flows.list(by)
  if (!listed.ok) return listed
  const file: FileFlow[] = []
  for (const { id } of listed.data.flows) {
    const shown = await flows.show(by, id)
    if (shown.ok) file.push({ id, name: shown.data.name, draft: shown.data.draft })
  }
  return done(`${JSON.stringify({ flows: file }, null, 2)}\n`)
}

const bad = (message: string): Reply<never> => ({
  ok: false,
  error: failure('bad_request', message, { path: 'flows' }),
})
