/** One flow: its name, how it stands, whether all is saved, what can be done with it, and its four parts. */
import { IconAlertTriangle, IconExternalLink, IconFlag } from '@docent/ui/icons.tsx'
import { Spinner } from '@docent/ui/spinner.tsx'
import { computed, useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { useEffect, useMemo } from 'preact/hooks'
import { BackButton } from '../controls/back-button.tsx'
import { Button } from '../controls/button.tsx'
import { Conflict } from '../controls/conflict.tsx'
import { EmptyState } from '../controls/empty-state.tsx'
import { useDesk } from '../desk/desk-context.tsx'
import { type FlowTab, flowTabs, hrefOf } from '../outside/route.ts'
import { ContentTab } from './content/content-tab.tsx'
import { createFlowEditor, type FlowEditor } from './content/flow-editor.ts'
import { FiguresTab } from './figures/figures-tab.tsx'
import { FlowActions } from './flow-actions.tsx'
import { StateTag } from './flow-marks.tsx'
import { HistoryTab } from './history/history-tab.tsx'
import { OnSiteDialog, pathOf } from './on-site-dialog.tsx'
import { SavingWords } from './saving-words.tsx'
import { TargetingTab } from './targeting/targeting-tab.tsx'

export function FlowPage({ flowId, tab }: { flowId: string; tab: FlowTab }): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const editor = useMemo(
    () =>
      createFlowEditor({
        flowId,
        flows: desk.client.flows,
        kept: {
          read: () => desk.client.drafts.read(`flow/${flowId}`),
          write: (text) => desk.client.drafts.write(`flow/${flowId}`, text),
        },
        connected: computed(() => desk.client.connection.status.value.state === 'open'),
        later: desk.later,
      }),
    [desk, flowId],
  )
  useEffect(() => editor.close, [editor])
  /** The step to pick an element for; '' where none is meant; null while the dialog is closed. */
  const picking = useSignal<string | null>(null)
  const state = editor.state.value
  return (
    <section class="pane onboarding-pane" aria-labelledby="flow-title">
      <header class="pane-head flow-head">
        <BackButton label={say('onboarding.back')} onClick={() => desk.goOnboarding({ kind: 'list' })} />
        <FlowName editor={editor} />
        {state === 'ready' && desk.may('flows.write') && (
          <>
            <Button
              label={say('flow.onSite')}
              icon={<IconExternalLink size={16} />}
              foldable
              onClick={() => {
                picking.value = ''
              }}
            />
            <FlowActions editor={editor} />
          </>
        )}
      </header>
      {state === 'ready' && <Tabs flowId={flowId} tab={tab} />}
      {state === 'ready' && !desk.may('flows.write') && <p class="read-only">{say('onboarding.readOnly')}</p>}
      {editor.saving.value.kind === 'conflict' && <FlowConflict editor={editor} />}
      <Body
        editor={editor}
        tab={tab}
        onPick={(stepId) => {
          picking.value = stepId
        }}
      />
      {picking.value !== null && (
        <OnSiteDialog
          flowId={flowId}
          stepId={picking.value}
          path={pathOf(editor.draft.peek()?.content, picking.value)}
          beforehand={editor.flush}
          onClose={() => {
            picking.value = null
          }}
        />
      )}
    </section>
  )
}

function FlowName({ editor }: { editor: FlowEditor }): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const detail = editor.detail.value
  const name = editor.name.value
  return (
    <div class="flow-title">
      <h1 class="d-hidden" id="flow-title">
        {name || say('onboarding.title')}
      </h1>
      {detail && (
        <>
          {desk.may('flows.write') ? (
            <input
              class="flow-name-input"
              dir="auto"
              aria-label={say('flow.name')}
              title={say('flow.nameText')}
              maxLength={120}
              value={name}
              onInput={(event) => editor.rename(event.currentTarget.value)}
            />
          ) : (
            <span class="flow-name-shown" dir="auto">
              {name}
            </span>
          )}
          <StateTag
            liveVersion={detail.liveVersion}
            lastVersion={detail.versions[0]?.version ?? null}
            changed={editor.changed.value === true}
          />
          {desk.may('flows.write') && <SavingWords editor={editor} />}
        </>
      )}
    </div>
  )
}

function Tabs({ flowId, tab }: { flowId: string; tab: FlowTab }): VNode {
  const { say } = useDesk().words
  return (
    <nav class="flow-tabs" aria-label={say('flow.tabs')}>
      {flowTabs.map((one) => (
        <a
          key={one}
          class="flow-tab"
          href={hrefOf({ room: 'onboarding', place: { kind: 'flow', flowId, tab: one } })}
          aria-current={one === tab ? 'page' : undefined}
        >
          {say(`flow.tab.${one}`)}
        </a>
      ))}
    </nav>
  )
}

function Body(props: { editor: FlowEditor; tab: FlowTab; onPick: (stepId: string) => void }): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const { editor, tab } = props
  switch (editor.state.value) {
    case 'loading':
      return (
        <p class="onboarding-wait">
          <Spinner label={say('onboarding.loading')} />
        </p>
      )
    case 'missing':
      return (
        <EmptyState
          icon={<IconFlag />}
          title={say('onboarding.missingTitle')}
          text={say('onboarding.missingText')}
        >
          <Button label={say('onboarding.back')} onClick={() => desk.goOnboarding({ kind: 'list' })} />
        </EmptyState>
      )
    case 'failed':
      return (
        <EmptyState icon={<IconAlertTriangle />} title={say('onboarding.failed')} text={say('notReached')}>
          <Button label={say('retry')} onClick={() => void editor.takeTheirs()} />
        </EmptyState>
      )
    default:
      return (
        <div class="onboarding-scroll">
          {tab === 'content' && <ContentTab editor={editor} onPick={props.onPick} />}
          {tab === 'audience' && <TargetingTab editor={editor} />}
          {tab === 'figures' && <FiguresTab editor={editor} />}
          {tab === 'history' && <HistoryTab editor={editor} />}
        </div>
      )
  }
}

function FlowConflict({ editor }: { editor: FlowEditor }): VNode {
  const { say } = useDesk().words
  return (
    <Conflict title={say('flow.conflictTitle')} text={say('flow.conflictText')} class="flow-conflict">
      <Button label={say('flow.keepMine')} onClick={() => void editor.keepMine()} />
      <Button label={say('flow.takeTheirs')} look="primary" onClick={() => void editor.takeTheirs()} />
    </Conflict>
  )
}
