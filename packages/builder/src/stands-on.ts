/** Whether a place stands on the page of a path: judged as visitors' pages judge it. */
import { noPage } from '@docent/client/visitor/no-page'
import { matches } from '@docent/protocol/rule'
import type { Place } from './draft-edits.ts'

export const standsOn = (place: Pick<Place, 'path'>, path: string): boolean =>
  !place.path || matches({ fact: 'path', op: 'matches', value: place.path }, { ...noPage, path })
