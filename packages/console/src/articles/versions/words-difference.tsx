/** Two forms of a draft laid over each other: what was taken out and what was put in. The comparing is a chunk of its own. */
import { Spinner } from '@docent/ui/spinner.tsx'
import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { useDesk } from '../../desk/desk-context.tsx'
import type { SheetWords } from '../editor/draft-sheet.ts'
import type { DifferenceRow, Piece, textDifference } from './text-difference.ts'

type Compare = typeof textDifference

export function WordsDifference({ before, after }: { before: SheetWords; after: SheetWords }): VNode {
  const { say } = useDesk().words
  const [compare, setCompare] = useState<Compare | 'failed' | null>(null)
  useEffect(() => {
    import('./text-difference.ts').then(
      (room) => setCompare(() => room.textDifference),
      () => setCompare('failed'),
    )
  }, [])
  if (compare === null) return <Spinner label={say('versions.comparing')} />
  if (compare === 'failed') return <p class="problem">{say('notReached')}</p>
  const isSame = before.title === after.title && before.slug === after.slug && before.body === after.body
  if (isSame) return <p class="difference-none">{say('versions.same')}</p>
  return (
    <div class="difference">
      {before.title !== after.title && (
        <Part name={say('article.titleField')} rows={compare(before.title, after.title)} />
      )}
      {before.slug !== after.slug && (
        <Part name={say('article.address')} rows={compare(before.slug, after.slug)} />
      )}
      {before.body !== after.body && (
        <Part name={say('article.body')} rows={compare(before.body, after.body)} />
      )}
    </div>
  )
}

function Part({ name, rows }: { name: string; rows: readonly DifferenceRow[] }): VNode {
  const { say } = useDesk().words
  return (
    <section class="difference-part">
      <h2 class="difference-name">{name}</h2>
      {rows.map((row, index) =>
        row.kind === 'gap' ? (
          <p key={index} class="difference-gap">
            {say('versions.gap', { count: row.lines })}
          </p>
        ) : (
          <Line key={index} kind={row.kind} pieces={row.pieces} />
        ),
      )}
    </section>
  )
}

function Line({ kind, pieces }: { kind: 'same' | 'removed' | 'added'; pieces: readonly Piece[] }): VNode {
  const inside = pieces.map(({ text, own }, index) =>
    own ? (
      <mark key={index} class="difference-own">
        {text}
      </mark>
    ) : (
      text
    ),
  )
  const attributes = { class: `difference-line difference-${kind}`, dir: 'auto' } as const
  if (kind === 'removed') return <del {...attributes}>{inside}</del>
  return kind === 'added' ? <ins {...attributes}>{inside}</ins> : <p {...attributes}>{inside}</p>
}
