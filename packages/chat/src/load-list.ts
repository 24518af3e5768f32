/** The list of conversations, fetched beforehand where there is a way to it, so that it is there when it is asked for. */
import { useEffect } from 'preact/hooks'

export const loadList = () => import('./conversation-list.tsx').then((part) => part.ConversationList)

export function usePreparedList(wanted: boolean): void {
  useEffect(() => {
    // A failure shows, with a way to try again, only where the list itself is to be shown.
    if (wanted) loadList().catch(() => undefined)
  }, [wanted])
}
