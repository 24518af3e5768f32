/** What the relay or the network refused, and what to do next. */
export const failureWords = {
  'failures.bad_request': 'That was not accepted. Reload the page and try again.',
  'failures.unauthenticated': 'Your session has ended. Sign in again to go on.',
  'failures.forbidden': 'Your role does not allow this. Ask a supervisor to do it.',
  'failures.not_found': 'This conversation is no longer here.',
  'failures.conflict': 'Somebody else changed this at the same time. Look again and repeat.',
  'failures.mismatch': 'This was sent before with other words; the first ones were kept.',
  'failures.stale': 'The conversation changed hands meanwhile.',
  'failures.at_capacity': 'There is no free place. Resolve a conversation first, or ask a supervisor.',
  'failures.too_large': 'This is too long. Send it in smaller parts.',
  'failures.rate_limited': 'That was a little fast. Try again in a moment.',
  'failures.busy': 'The server is busy. Try again in a moment.',
  'failures.unavailable': 'The server cannot store anything right now. Try again in a moment.',
  'failures.upgrade_required': 'This desk is older than the server. Reload the page.',
  'failures.internal': 'Something went wrong on the server. Try again in a moment.',

  'stale.owner': '{name} has this conversation now.',
  'stale.nobody': 'Nobody has this conversation now. Look again before you go on.',
  'stale.you': 'You have this conversation already.',
  notReached: "Couldn't reach the server. Try again once the connection is back.",
  retry: 'Try again',
} as const
