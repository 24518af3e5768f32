/** The colours of a site's theme as they are at this moment, for what stands on the page beside the messenger. */
import type { VisitorClient } from '@docent/client/visitor/types'
import { messengerTokens } from '@docent/ui/messenger-theme'
import { schemeOf } from '@docent/ui/scheme'

export function themeTokens(
  client: Pick<VisitorClient, 'settings'>,
  dark: Pick<MediaQueryList, 'matches'>,
): Readonly<Record<string, string>> {
  const { theme } = client.settings.peek()
  const scheme = schemeOf(theme.scheme, dark.matches)
  // A tour has a host of its own, which stands as high as the messenger's, less one.
  return { ...messengerTokens(theme, scheme), '--d-z': `${theme.zIndex}`, '--d-scheme': scheme }
}
