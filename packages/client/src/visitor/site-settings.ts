/**
 * The site's settings as this page knows them: those of the boot document, then what the relay pushes. What was saved while
 * there was no connection nobody pushes; each `ready` names the version, and where it is another one, the document is fetched.
 */
import type { BootDocument, VisitorCommands, VisitorEvents } from '@docent/protocol'
import { type ReadonlySignal, signal } from '@preact/signals-core'
import type { Connection } from '../connection.ts'
import type { Clock, Random, Undo } from '../outside.ts'
import { createRetriedTask } from '../retried-task.ts'

export type KnownSettings = Pick<BootDocument, 'settings' | 'settingsVersion'>

/** The settings of `version`, or newer ones; null where the site has none any more. Rejects where it is worth another try. */
export type FetchSettings = (version: number) => Promise<KnownSettings | null>

export interface VisitorSiteSettings {
  readonly current: ReadonlySignal<BootDocument['settings']>
  close(): void
}

export function createVisitorSiteSettings(options: {
  readonly connection: Pick<Connection<VisitorCommands, VisitorEvents>, 'on' | 'isOpen'>
  readonly known: KnownSettings
  /** Absent where nobody looks at settings: they are then those that were given and pushed. */
  readonly fetchSettings?: FetchSettings | undefined
  readonly clock: Clock
  readonly random: Random
}): VisitorSiteSettings {
  const { connection, known, fetchSettings } = options
  const current = signal(known.settings)
  let version = known.settingsVersion
  /** What the relay last said it has. */
  let latest = version

  function take(fresh: KnownSettings) {
    version = fresh.settingsVersion
    current.value = fresh.settings
  }

  const catchUp = createRetriedTask({
    ...options,
    isConnected: connection.isOpen,
    async act() {
      if (!fetchSettings) return 'never'
      const fresh = await fetchSettings(latest).catch(() => undefined)
      if (fresh === undefined) return 'later'
      // A push that came meanwhile is newer than what was asked for.
      if (fresh && version !== latest) take(fresh)
      return fresh ? 'done' : 'never'
    },
  })

  const undo: readonly Undo[] = [
    connection.on('ready', ({ settingsVersion }) => {
      latest = settingsVersion
      if (version !== latest) void catchUp.run()
    }),
    connection.on('settings:changed', (changed) => {
      latest = changed.version
      take({ settings: changed.settings, settingsVersion: changed.version })
    }),
  ]

  return {
    current,
    close() {
      for (const act of undo) act()
      catchUp.close()
    },
  }
}
