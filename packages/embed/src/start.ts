/** Where the loader comes in: the app on this window, with its chunks fetched as a browser fetches them. */
import { startApp } from './app.ts'
import type { StartApp } from './door.ts'

export const start: StartApp = (door) =>
  startApp(door, window, {
    engine: () => import('./engine.ts'),
    messenger: () => import('./messenger.tsx'),
  })
