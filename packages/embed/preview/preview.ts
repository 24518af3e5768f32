/**
 * The messenger over a client in memory, for looking at it without a relay: `pnpm preview` in this package, then
 * `/?scene=full&scheme=dark&brand=ffd43b&side=left&dir=rtl`. The scenes are in scenes.ts.
 */
import { type BootDocument, defaultSettings, protocolVersion, publicSettings } from '@docent/protocol'
import { startApp } from '../src/app.ts'
import { createFakeGround } from '../src/testing/fake-ground.ts'
import { playFlows } from './flows.ts'
import { play } from './scenes.ts'

const wish = new URLSearchParams(location.search)
const settings = publicSettings(defaultSettings)
const boot: BootDocument = {
  protocol: protocolVersion,
  site: 'preview',
  settingsVersion: 1,
  mail: wish.has('mail'),
  flows: 'preview',
  settings: {
    ...settings,
    consent: wish.has('consent') ? 'required' : 'not_required',
    theme: {
      ...settings.theme,
      brand: `#${wish.get('brand') ?? '3b5bdb'}`,
      scheme: wish.get('scheme') === 'dark' ? 'dark' : 'light',
      side: wish.get('side') === 'left' ? 'left' : 'right',
    },
  },
}
window.fetch = async () => Response.json(boot)
const client = Object.assign(play(wish.get('scene') ?? 'full'), { ground: createFakeGround() })
client.siteSettings.value = boot.settings
const run = startApp(
  {
    base: `${location.origin}/`,
    data: { site: 'preview', locale: wish.get('locale') ?? 'en-GB' },
    waiting: [],
  },
  window,
  {
    engine: async () => {
      const { startEngine } = await import('../src/engine.ts')
      return {
        startEngine: (options) =>
          startEngine({
            ...options,
            createClient: () => client,
            loadFlows: async () =>
              playFlows(
                wish.has('running') ? 'running' : wish.has('ended') ? 'completed' : null,
                wish.has('tasks'),
              ),
          }),
      }
    },
    messenger: () => import('../src/messenger.tsx'),
  },
)
window.Docent = ((...call: unknown[]) => run(call)) as NonNullable<Window['Docent']>
Object.assign(window, { client })
// Where there are tasks, they are known before the messenger is opened, as on a page that was idle for a moment.
if (!wish.has('closed')) setTimeout(() => window.Docent?.('show'), wish.has('tasks') ? 400 : 0)
