/** What stands on the panel of a checklist that has a launcher of its own. Knows neither the launcher nor where it lies. */
import { directionOf, type Translator } from '@docent/ui/i18n'
import { IconClose } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import type { stageWords } from '../stage-words.ts'
import { Checklist, type ChecklistProps } from './checklist.tsx'

export interface ChecklistPanelProps extends ChecklistProps {
  /** The title's id, by which the panel is named. */
  readonly name: string
  readonly t: Translator<typeof stageWords>
  readonly close: () => void
  /** Puts the checklist away. */
  readonly hide: () => void
}

export function ChecklistPanel({ name, close, hide, ...checklist }: ChecklistPanelProps): VNode {
  const { list, t } = checklist
  const { content, locale, status } = list
  return (
    <>
      <div class="o-panel-head" lang={locale} dir={directionOf(locale)}>
        <h2 id={name} class="o-title">
          {content.title}
        </h2>
        <button type="button" class="o-icon" aria-label={t('closeList')} onClick={close}>
          <IconClose size={18} />
        </button>
      </div>
      <div class="o-panel-body">
        <Checklist {...checklist} />
      </div>
      {status === 'running' && (
        <div class="o-panel-foot">
          <button type="button" class="o-quiet" onClick={hide}>
            {t('hideList')}
          </button>
        </div>
      )}
    </>
  )
}
