/** The address at which the desk shows an article's picture. Its policy loads pictures of the relay alone. */

/**
 * @param elsewhere says where a picture lies that only visitors see
 * @example shownPicture('/api/v1/pictures/ab12', 'https://relay.test/chat/', …) // 'https://relay.test/chat/api/v1/pictures/ab12'
 */
export function shownPicture(url: string, relayUrl: string, elsewhere: (host: string) => string): string {
  if (url.startsWith('/')) return relayUrl.replace(/\/$/, '') + url
  const { origin, host } = new URL(url)
  if (origin === new URL(relayUrl).origin) return url
  const words = elsewhere(host).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="96"><rect width="480" height="96" fill="#8882"/><text x="240" y="53" fill="#888" font-family="system-ui" font-size="14" text-anchor="middle">${words}</text></svg>`
  return `data:image/svg+xml,${encodeURIComponent(drawing)}`
}
