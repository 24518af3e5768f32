/** Why something about a conversation is refused, in the same words wherever it is. */
import { failure, type Reply } from '@docent/protocol'

type Refused = Reply<never>

/** In equal words whether it does not exist or is somebody else's: the answer must not tell which [INP7]. */
export const noConversation: Refused = {
  ok: false,
  error: failure('not_found', 'There is no conversation with this id. Start one, or ask for the list again.'),
}

/** The same, to an agent, who starts none. */
export const noConversationToSee: Refused = {
  ok: false,
  error: failure('not_found', 'There is no conversation with this id that you may see.'),
}

/** To a visitor of a site whose messenger is for help alone [HLP10]. */
export const noChat: Refused = {
  ok: false,
  error: failure('forbidden', 'This site takes no new conversations. Look for the answer in its help.'),
}

export const changedHands: Refused = {
  ok: false,
  error: failure('unavailable', 'The conversation changed hands just now. Send it again.'),
}

export const idOfSomebodyElse: Refused = {
  ok: false,
  error: failure('conflict', 'This command id was used by somebody else. Make a new one.'),
}

export const idOfAnotherContent: Refused = {
  ok: false,
  error: failure(
    'mismatch',
    'This command id was used before with another content, which was kept. Make a new one.',
  ),
}
