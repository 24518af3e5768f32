/** The facts of a visitor without a page: a program, as in tests and simulations. */
import type { Facts } from '@docent/protocol/rule'

export const noPage: Facts = {
  address: '',
  path: '',
  title: '',
  referrer: '',
  secondsOnPage: 0,
  secondsOnSite: 0,
  scrollPercent: 0,
  visits: 1,
  pageViews: 1,
  idleSeconds: 0,
  exitIntent: false,
  language: '',
  device: 'desktop',
  signedIn: false,
  attributes: {},
  events: {},
}
