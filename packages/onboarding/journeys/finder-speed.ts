/**
 * How long one look at a page of 5,000 nodes takes in Chromium, as the machine is and slowed down four times.
 * `node --conditions=source packages/onboarding/journeys/finder-speed.ts` prints the figures; no test asserts a time.
 */
import { launchBrowser } from '@docent/testing/browser'
import { bundleForPage } from './bundle-for-page.ts'
import type { Measured } from './finder-trials/large-page.ts'

declare global {
  interface Window {
    measureLooks(): readonly Measured[]
  }
}

const browser = await launchBrowser()
try {
  const { page, context } = await browser.newPage()
  await page.evaluate(await bundleForPage('./finder-trials/large-page.ts', true))
  const devtools = await context.newCDPSession(page)
  for (const rate of [1, 4]) {
    await devtools.send('Emulation.setCPUThrottlingRate', { rate })
    for (const { kind, nodes, p50, p95, found } of await page.evaluate(() => window.measureLooks()))
      process.stdout.write(
        `${rate}x slower, ${nodes} nodes, ${kind.padEnd(28)} p50 ${p50.toFixed(2)} ms, p95 ${p95.toFixed(2)} ms, ${found}\n`,
      )
  }
} finally {
  await browser.close()
}
