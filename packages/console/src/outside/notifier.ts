/** Notifications of the browser: asks once, shows one per tag however many tabs are open. */

export type NotifierState = 'allowed' | 'blocked' | 'not_asked' | 'absent'

export interface Notifier {
  state(): NotifierState
  ask(): Promise<NotifierState>
  /** @param tag notifications with the same tag replace each other, over all tabs */
  show(note: { title: string; text: string; tag: string; onClick: () => void }): void
}

export function createNotifier(api: typeof Notification | undefined): Notifier {
  const state = (): NotifierState => {
    if (!api) return 'absent'
    if (api.permission === 'granted') return 'allowed'
    return api.permission === 'denied' ? 'blocked' : 'not_asked'
  }
  return {
    state,
    ask: async () => {
      if (state() === 'not_asked') await api?.requestPermission()
      return state()
    },
    show: ({ title, text, tag, onClick }) => {
      if (!api || state() !== 'allowed') return
      try {
        const shown = new api(title, { body: text, tag })
        shown.onclick = () => {
          shown.close()
          onClick()
        }
      } catch {
        // Chrome on Android has the constructor and forbids it; the tone and the title remain.
      }
    },
  }
}
