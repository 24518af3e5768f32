/** Publishing, withdrawing and archiving, each after a question that says what happens to visitors. */
import { IconArchive, IconClose, IconCopy } from '@docent/ui/icons.tsx'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { Button } from '../controls/button.tsx'
import { Confirm, type ConfirmProps } from '../controls/confirm.tsx'
import { type MenuEntry, MoreMenu } from '../controls/more-menu.tsx'
import { useDesk } from '../desk/desk-context.tsx'
import type { FlowEditor, Outcome } from './content/flow-editor.ts'
import { outcomeSentence } from './flow-failure.ts'

type Question = 'publish' | 'withdraw' | 'archive'

export function FlowActions({ editor }: { editor: FlowEditor }): VNode | null {
  const desk = useDesk()
  const { say } = desk.words
  const asking = useSignal<Question | null>(null)
  const detail = editor.detail.value
  if (!detail) return null
  const ask = (question: Question) => (): void => {
    asking.value = question
  }
  const close = (): void => {
    asking.value = null
  }
  /** What stands wrong stays in the dialog; null where it was done. */
  const done = async (
    verb: () => Promise<Outcome>,
    words: string,
    then?: () => void,
  ): Promise<string | null> => {
    const problem = outcomeSentence(say, await verb())
    if (problem === null) {
      desk.toasts.say(words)
      close()
      then?.()
    }
    return problem
  }
  const live = detail.liveVersion !== null
  const { id, name } = detail
  const copyLink = async (): Promise<void> => {
    const end = `#docent-tour=${id}`
    desk.toasts.say((await desk.copy(end)) ? say('flow.linkCopied') : say('flow.linkNotCopied', { end }))
  }
  const entries: readonly MenuEntry[] = [
    ...(live && editor.draft.value?.content.kind === 'tour'
      ? [{ icon: <IconCopy size={16} />, label: say('flow.copyLink'), does: () => void copyLink() }]
      : []),
    ...(live ? [{ icon: <IconClose size={16} />, label: say('flow.withdraw'), does: ask('withdraw') }] : []),
    { icon: <IconArchive size={16} />, label: say('flow.archive'), does: ask('archive') },
  ]
  const confirms: Readonly<Record<Question, Omit<ConfirmProps, 'onClose'>>> = {
    publish: {
      title: say('flow.publishTitle', { name, version: (detail.versions[0]?.version ?? 0) + 1 }),
      lines: publishLines(editor).map((key) => say(key)),
      act: say('flow.publish'),
      acting: say('flow.publishing'),
      onAct: () => done(editor.publish, say('flow.published')),
    },
    withdraw: {
      title: say('flow.withdrawTitle', { name }),
      lines: [say('flow.withdrawText')],
      act: say('flow.withdraw'),
      onAct: () => done(editor.withdraw, say('flow.withdrawn')),
    },
    archive: {
      title: say('flow.archiveTitle', { name }),
      lines: [say('flow.archiveText')],
      act: say('flow.archive'),
      onAct: () => done(editor.archive, say('flow.archived'), () => desk.goOnboarding({ kind: 'list' })),
    },
  }
  return (
    <>
      <Button
        label={say('flow.publish')}
        look="primary"
        disabled={editor.changed.value === false}
        tip={editor.changed.value === false ? say('flow.nothingToPublish') : undefined}
        tipSide="below"
        tipAlign="end"
        onClick={ask('publish')}
      />
      <MoreMenu entries={entries} />
      {asking.value && <Confirm key={asking.value} {...confirms[asking.value]} onClose={close} />}
    </>
  )
}

/** What publishing does, to those who have not begun and to those who have. */
function publishLines(
  editor: FlowEditor,
): readonly ('flow.publishTour' | 'flow.publishNew' | 'flow.publishRunning' | 'flow.publishDone')[] {
  const first = editor.draft.value?.rule === null ? 'flow.publishTour' : 'flow.publishNew'
  const published = (editor.detail.value?.versions.length ?? 0) > 0
  return published ? [first, 'flow.publishRunning', 'flow.publishDone'] : [first]
}
