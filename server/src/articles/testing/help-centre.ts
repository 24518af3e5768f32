/** The public help centre of a relay that runs, in three languages, one of them from right to left. For tests. */
import { type LiveRelay, openLiveRelay } from '../../realtime/testing/live-relay.ts'

export interface HelpCentre {
  readonly relay: LiveRelay
  /** As a browser asks that follows no redirect. */
  ask(path: string, init?: RequestInit): Promise<Response>
  textOf(path: string): Promise<string>
}

export async function openHelpCentre(): Promise<HelpCentre> {
  const relay = await openLiveRelay()
  const { version, settings } = relay.app.sites.settings(relay.sites.shop.id)
  const amir = await relay.agent('amir')
  await amir.must('settings:save', {
    version,
    settings: { ...settings, help: { ...settings.help, locales: ['en', 'et', 'ar'] } },
  })
  amir.close()
  const ask: HelpCentre['ask'] = (path, init = {}) => fetch(relay.url + path, { redirect: 'manual', ...init })
  return { relay, ask, textOf: async (path) => (await ask(path)).text() }
}
