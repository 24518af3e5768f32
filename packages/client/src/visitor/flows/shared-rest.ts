/**
 * The rest after something popped up, shared by all pages and tabs of a browser [FLO7]: kept, so that a change of page
 * does not end it. Nothing pops up by itself before it is known.
 */
import type { Undo } from '../../outside.ts'
import type { Ground } from '../ground.ts'
import { createInterruptions, type Interruptions } from '../interruptions.ts'

export function createSharedInterruptions({
  site,
  storage,
  tabs,
  clock,
  warn,
}: Pick<Ground, 'site' | 'storage' | 'tabs' | 'clock' | 'warn'>): Interruptions {
  const key = `${site}/rest`
  const degrade = (cause: unknown) => warn('When something popped up last cannot be read or written.', cause)

  async function keep(until: number) {
    await storage.set(key, until)
    tabs.tell(key)
  }
  const interruptions = createInterruptions({ clock, onRest: (until) => void keep(until).catch(degrade) })

  async function learn() {
    const until = await storage.get(key)
    if (typeof until === 'number') interruptions.restUntil(until)
  }
  const undoTold: Undo = tabs.onTold((topic) => {
    if (topic === key) learn().catch(degrade)
  })
  const known = interruptions.busy()
  learn().catch(degrade).then(known)

  return {
    ...interruptions,
    close() {
      undoTold()
      interruptions.close()
    },
  }
}
