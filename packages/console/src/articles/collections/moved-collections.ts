/** The order of collections. Pure. */
import type { CollectionRow } from '@docent/protocol'

/** Those whose place changes when one moves by a step, with their new places. */
export function movedCollections(
  rows: readonly CollectionRow[],
  id: string,
  step: -1 | 1,
): readonly CollectionRow[] {
  const from = rows.findIndex((row) => row.id === id)
  const to = from + step
  const [moved, other] = [rows[from], rows[to]]
  if (!moved || !other) return []
  const next = rows.with(from, other).with(to, moved)
  // Places may have gaps, or be the same: each gets that of its number.
  return next
    .map((row, position) => ({ ...row, position }))
    .filter((row) => rows.find((one) => one.id === row.id)?.position !== row.position)
}
