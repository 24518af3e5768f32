/** The way back that stands first in the head of a pane. */
import { IconArrowLeft } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import { ToolButton } from './tool-button.tsx'

export function BackButton({ label, onClick }: { label: string; onClick: () => void }): VNode {
  return (
    <ToolButton label={label} keys="back" tip="below" tipAlign="start" onClick={onClick}>
      <IconArrowLeft />
    </ToolButton>
  )
}
