/**
 * Takes pictures of the messenger in every state: `node --conditions=source packages/embed/preview/shots.ts FOLDER [scene …]`.
 * Needs a Chromium; CHROMIUM_PATH names it.
 */
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { createServer } from 'vite'

const [folder = 'shots', ...wanted] = process.argv.slice(2)
const states: Readonly<Record<string, string>> = {
  closed: 'scene=typing&closed',
  empty: 'scene=empty',
  full: 'scene=full',
  typing: 'scene=typing',
  pending: 'scene=pending',
  failed: 'scene=failed',
  offline: 'scene=offline',
  refused: 'scene=refused',
  queue: 'scene=queue',
  away: 'scene=away',
  awayMail: 'scene=away&mail',
  awayEmpty: 'scene=awayEmpty',
  loading: 'scene=loading',
  starting: 'scene=starting',
  wordy: 'scene=wordy',
  list: 'scene=list',
  long: 'scene=long',
  consent: 'scene=empty&consent',
  yellow: 'scene=full&brand=ffd43b',
  left: 'scene=full&side=left',
  rtl: 'scene=full&rtl',
  home: 'scene=empty&tasks',
  homeOpen: 'scene=full&tasks',
  homeRtl: 'scene=full&tasks&rtl&brand=ffd43b',
  tasks: 'scene=empty&tasks',
  tour: 'scene=tour',
  tourRunning: 'scene=tour&running',
  tourEnded: 'scene=tour&ended&tasks',
}
const names = wanted.length ? wanted : Object.keys(states)
mkdirSync(folder, { recursive: true })
const server = await createServer({
  configFile: fileURLToPath(new URL('./vite.config.ts', import.meta.url)),
  logLevel: 'error',
  server: { port: 0, host: '127.0.0.1' },
})
await server.listen()
const address = server.resolvedUrls?.local[0] ?? ''
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
})
try {
  for (const [size, viewport, touch] of [
    ['desktop', { width: 1280, height: 820 }, false],
    ['phone', { width: 390, height: 844 }, true],
  ] as const)
    for (const scheme of ['light', 'dark']) {
      const context = await browser.newContext({
        viewport,
        hasTouch: touch,
        isMobile: touch,
        reducedMotion: 'reduce',
      })
      const page = await context.newPage()
      page.on('pageerror', (error) => process.stderr.write(`${error.message}\n`))
      page.on(
        'console',
        (message) => message.type() !== 'debug' && process.stderr.write(`${message.text()}\n`),
      )
      for (const name of names) {
        await page.goto(`${address}?${states[name]}&scheme=${scheme}`)
        await page.locator(name === 'closed' ? '.l-badge:visible' : '.c-room').waitFor()
        if (name === 'long') await page.locator('.c-thread').evaluate((box) => box.scrollTo(0, 3_000))
        if (name === 'tasks' || name === 'tourEnded')
          await page.getByRole('button', { name: name === 'tasks' ? 'Tasks' : 'Messages' }).click()
        if (name.startsWith('tour')) await page.locator('.t-tour').waitFor()
        if (/rtl$/i.test(name))
          await page.locator('.d-root').evaluate((surface) => surface.setAttribute('dir', 'rtl'))
        const clip =
          size === 'desktop' ? { x: 800, y: 40, width: 480, height: 780 } : { x: 0, y: 0, ...viewport }
        await page.screenshot({ path: `${folder}/${size}-${scheme}-${name}.png`, clip })
      }
      await context.close()
    }
} finally {
  await browser.close()
  await server.close()
}
