/** Tabs of one browser: locks that are granted in turn, and a channel that reaches the others. */
import { createDeferred } from '../deferred.ts'
import type { Tabs } from '../outside.ts'

export interface FakeBrowser {
  openTab(): Tabs & {
    /** The tab is gone, without a word: its locks are free. */
    crash(): void
  }
}

export function createFakeBrowser(): FakeBrowser {
  const queues = new Map<string, (() => Promise<void>)[]>()
  const listeners = new Map<object, Set<(topic: string) => void>>()

  /** Runs those who wait for a name one after another; each holds it until its promise ends. */
  function request(name: string, hold: () => Promise<void>): () => void {
    const queue = queues.get(name) ?? []
    queues.set(name, queue)
    let wanted = true
    const turn = async () => {
      if (wanted) await hold()
      queue.shift()
      void queue[0]?.()
    }
    queue.push(turn)
    if (queue.length === 1) void turn()
    return () => {
      wanted = false
    }
  }

  return {
    openTab() {
      const tab = {}
      const held = new Set<() => void>()
      const heard = new Set<(topic: string) => void>()
      listeners.set(tab, heard)
      const crash = () => {
        for (const release of [...held]) release()
        listeners.delete(tab)
      }
      return {
        claim(name) {
          let free = () => {}
          const forget = request(
            name,
            () =>
              new Promise((resolve) => {
                free = resolve
              }),
          )
          const release = () => {
            held.delete(release)
            forget()
            free()
          }
          held.add(release)
          return release
        },
        whenFree(name, act) {
          // What a tab holds is free as soon as it is gone, whatever it had begun.
          const gone = createDeferred()
          const forget = request(name, () => Promise.race([act(), gone.promise]))
          const release = () => {
            forget()
            gone.resolve()
          }
          held.add(release)
          return forget
        },
        tell(topic) {
          for (const [other, all] of listeners) if (other !== tab) for (const listener of all) listener(topic)
        },
        onTold(listener) {
          heard.add(listener)
          return () => heard.delete(listener)
        },
        close: crash,
        crash,
      }
    },
  }
}
