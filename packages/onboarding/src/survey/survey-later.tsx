/** Fetches the survey as it is first shown: most pages have none. */
import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { SurveyOnScreen } from '../on-screen.ts'
import type { StageContext } from '../stage-context.ts'
import type { Survey } from './survey.tsx'

export function SurveyLater(props: { stage: StageContext; survey: SurveyOnScreen }): VNode | null {
  const [room, setRoom] = useState<{ readonly Survey: typeof Survey } | null>(null)
  useEffect(() => {
    let there = true
    import('./survey.tsx').then(
      (loaded) => there && setRoom(loaded),
      // Nothing is on screen that could not be shown: the place goes to the next one.
      () => props.survey.leave(),
    )
    return () => {
      there = false
    }
  }, [props.survey])
  return room && <room.Survey {...props} />
}
