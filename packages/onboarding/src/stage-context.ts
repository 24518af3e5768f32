/** What every part of the stage needs. */
import type { Translator } from '@docent/ui/i18n'
import type { StageProps } from './on-screen.ts'
import type { stageWords } from './stage-words.ts'

export interface StageContext extends StageProps {
  readonly t: Translator<typeof stageWords>
  readonly adopt: (css: string) => void
}
