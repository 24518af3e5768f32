/** The names of a browser and its system, for people to read: the common ones; others show as unknown. */

/** In this order, since most browsers also name those that they come from. */
const browsers: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\bEdg(?:e|A|iOS)?\/(\d+)/, 'Edge'],
  [/\bOPR\/(\d+)/, 'Opera'],
  [/\bSamsungBrowser\/(\d+)/, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\/(\d+)/, 'Firefox'],
  [/\b(?:HeadlessChrome|Chrome|CriOS)\/(\d+)/, 'Chrome'],
  [/\bVersion\/(\d+)[\d.]* (?:Mobile\/\S+ )?Safari\//, 'Safari'],
]

const systems: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\bWindows NT\b/, 'Windows'],
  [/\biPhone\b|\biPod\b/, 'iOS'],
  [/\biPad\b/, 'iPadOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
]

/** @example describeUserAgent(navigator.userAgent) // { browser: 'Firefox 140', system: 'Linux' } */
export function describeUserAgent(userAgent: string): { browser: string; system: string } {
  // Longer ones are made up, and would only cost time.
  const text = userAgent.slice(0, 400)
  for (const [pattern, name] of browsers) {
    const version = pattern.exec(text)?.[1]
    if (version) return { browser: `${name} ${version}`, system: systemOf(text) }
  }
  return { browser: '', system: systemOf(text) }
}

const systemOf = (text: string): string => systems.find(([pattern]) => pattern.test(text))?.[1] ?? ''
