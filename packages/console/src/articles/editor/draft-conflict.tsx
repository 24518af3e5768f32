/** Somebody else saved meanwhile: says who, shows what is different, and leaves the choice [HLP2]. */
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { Button } from '../../controls/button.tsx'
import { Conflict } from '../../controls/conflict.tsx'
import { ScrollBox } from '../../controls/scroll-box.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { WordsDifference } from '../versions/words-difference.tsx'
import type { DraftSheet } from './draft-sheet.ts'

export function DraftConflict({ sheet }: { sheet: DraftSheet }): VNode {
  const { say } = useDesk().words
  const open = useSignal(false)
  const theirs = sheet.theirs.value
  const name = theirs?.by
  return (
    <div class="draft-conflict">
      <Conflict
        title={name ? say('article.conflictBy', { name }) : say('flow.conflictTitle')}
        text={say('article.conflictText')}
      >
        <div class="conflict-ways">
          <Button
            label={say(open.value ? 'article.hideDifference' : 'article.seeDifference')}
            expanded={open.value}
            disabled={theirs === null}
            onClick={() => {
              open.value = !open.peek()
            }}
          />
          <Button
            label={say('article.keepMine')}
            disabled={theirs === null}
            onClick={() => void sheet.keepMine()}
          />
          <Button
            label={say('article.takeTheirs')}
            look="primary"
            disabled={theirs === null}
            onClick={sheet.takeTheirs}
          />
        </div>
      </Conflict>
      {open.value && theirs && (
        <ScrollBox class="draft-difference" label={say('article.difference')}>
          <p class="field-text">{say('article.differenceMine')}</p>
          <WordsDifference before={theirs} after={sheet.words.value} />
        </ScrollBox>
      )}
    </div>
  )
}
