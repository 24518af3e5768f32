/** Whether a place stands on the page of a path: judged as visitors' pages judge it. */
import { matches } from '@docent/protocol/rule'
import type { Place } from './draft-edits.ts'

export function standsOn(place: Pick<Place, 'path'>, path: string): boolean {
  if (!place.path) return true
  return matches({ fact: 'path', op: 'matches', value: place.path }, { ...noFacts, path })
}

/** A rule about the path asks for nothing else. */
const noFacts = {
  address: '',
  path: '',
  title: '',
  referrer: '',
  secondsOnPage: 0,
  secondsOnSite: 0,
  scrollPercent: 0,
  visits: 0,
  pageViews: 0,
  idleSeconds: 0,
  exitIntent: false,
  language: '',
  device: 'desktop',
  signedIn: false,
  attributes: {},
  events: {},
} as const
