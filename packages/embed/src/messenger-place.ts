/** Where in the messenger somebody is, or is to be led. */
import type { OpenRequest } from '@docent/onboarding'

export type RoomName = 'home' | 'messages' | 'help' | 'tasks'

/** A room, and where in it. */
export interface RoomPlace {
  readonly room: RoomName
  /** The checklist to unfold in Tasks. */
  readonly flowId?: string | undefined
  /** The article to open in Help, by its id or key; or what to search for. */
  readonly articleId?: string | undefined
  readonly query?: string | undefined
}

/** Where the messenger is opened. A text begins a new conversation with it in the field. */
export type Place = string | OpenRequest | { readonly kind: 'help'; readonly query: string }
