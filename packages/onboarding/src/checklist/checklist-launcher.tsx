/** A checklist's own button beside the messenger's, and the panel that it opens. Stays open until somebody closes it. */
import { directionOf } from '@docent/ui/i18n'
import { useValue } from '@docent/ui/use-value'
import type { VNode } from 'preact'
import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks'
import type { ChecklistOnScreen } from '../onboarding-types.ts'
import type { StageContext } from '../stage-context.ts'
import { ChecklistPanel } from './checklist-panel.tsx'
import { doneOf } from './progress.ts'

export function ChecklistLauncher({ stage }: { stage: StageContext }): VNode | null {
  const { screen, tasks, t } = stage
  const lists = useValue(tasks.checklists)
  const openId = useValue(screen.list)
  const messenger = useValue(stage.messengerOpen)
  const button = useRef<HTMLButtonElement>(null)
  const panelId = useId()
  // Reopened with a new page it takes no focus: nobody has asked for it there.
  const reopens = useRef(true)
  useEffect(() => {
    reopens.current = false
  }, [])
  const wanted = ({ content, status, flowId }: ChecklistOnScreen): boolean =>
    content.launcher && (status === 'running' || flowId === openId)
  // In the messenger the same is in Tasks; both at once would be too much.
  const list = messenger
    ? undefined
    : (lists.find((one) => wanted(one) && one.flowId === openId) ?? lists.find(wanted))
  if (!list) return null
  const { content, done, flowId, locale } = list
  const open = openId === flowId
  const count = doneOf(content, done)
  const of = content.items.length
  const close = (): void => {
    screen.list.value = null
    button.current?.focus({ preventScroll: true })
  }
  return (
    <>
      <button
        type="button"
        ref={button}
        class="o-launcher"
        lang={locale}
        dir={directionOf(locale)}
        aria-label={t('launcher', { title: content.title, done: count, of })}
        aria-expanded={open}
        aria-controls={open ? panelId : undefined}
        onClick={() => {
          screen.list.value = open ? null : flowId
        }}
      >
        <span class="o-launcher-title">{content.title}</span>
        {/* Drawn by the style sheet: as text it would be a part of the button that its name says otherwise. */}
        <span class="o-launcher-count" data-count={`${count}/${of}`} />
      </button>
      {open && <Panel id={panelId} stage={stage} list={list} takesFocus={!reopens.current} close={close} />}
    </>
  )
}

function Panel(props: {
  id: string
  stage: StageContext
  list: ChecklistOnScreen
  takesFocus: boolean
  close: () => void
}): VNode {
  const { stage, list, close } = props
  const { t, tasks } = stage
  const { flowId } = list
  const box = useRef<HTMLDivElement>(null)
  const title = useId()
  // Before it is painted: a key that is pressed as soon as it is seen belongs to it.
  useLayoutEffect(() => {
    if (props.takesFocus) box.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div
      ref={box}
      id={props.id}
      class="o-panel"
      role="dialog"
      aria-labelledby={title}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
      }}
    >
      <ChecklistPanel
        key={flowId}
        list={list}
        tasks={tasks}
        name={title}
        t={t}
        close={close}
        hide={() => {
          tasks.dismiss(flowId)
          close()
        }}
      />
    </div>
  )
}
