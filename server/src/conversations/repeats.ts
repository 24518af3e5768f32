/** A command id that was used before: the same thing said again stands as it was stored, anything else is refused [MSG4]. */
import type { Part, Reply } from '@docent/protocol'
import { idOfAnotherContent, idOfSomebodyElse } from './failures.ts'
import { type SaidPart, sameWords } from './message-body.ts'

interface Request {
  readonly conversationId: string
  readonly parts: readonly SaidPart[]
}

interface Kept {
  /** Whether its author is who says it again. */
  readonly isOwn: boolean
  readonly conversationId: string
  /** As stored; null where it was taken out meanwhile. */
  readonly body: string | null
}

/** The parts as they were stored the first time. */
export function keptParts(request: Request, kept: Kept): Reply<readonly Part[]> {
  if (!kept.isOwn) return idOfSomebodyElse
  if (kept.conversationId !== request.conversationId || !sameWords(request.parts, kept.body))
    return idOfAnotherContent
  const { parts } = JSON.parse(kept.body ?? '{"parts":[]}') as { parts: readonly Part[] }
  return { ok: true, data: parts }
}
