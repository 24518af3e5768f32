/**
 * The script that pages name: puts the function `Docent` into the window, keeps what is said to it, and fetches the
 * app from where it came from itself. Never throws into the page.
 */
import type { Call, StartApp } from './door.ts'
import { createWarn } from './warn.ts'

/** Path of the app's hashed chunk, put in by the build. */
declare const __DOCENT_APP__: string

/** The function as the loader sees it: a page's own stub has a queue `q`, ours is marked. */
interface Stub {
  (...call: unknown[]): unknown
  q?: { push(call: Call): unknown } & Partial<Iterable<Call>>
  docent?: true
}

try {
  const view = window as unknown as { Docent?: Stub }
  const script = document.currentScript as HTMLScriptElement | null
  const stub = view.Docent
  // Loaded twice: the first one is the widget [EMB2].
  if (script && !stub?.docent) {
    const waiting: Call[] = stub?.q?.[Symbol.iterator] ? [...(stub.q as Iterable<Call>)] : []
    let run: ((call: Call) => unknown) | undefined
    const docent: Stub = (...call) => (run ? run(call) : void waiting.push(call))
    docent.docent = true
    view.Docent = docent
    // Code that kept the page's stub goes on to be heard.
    if (stub) stub.q = { push: (call) => docent(...call) }

    const fetchApp = (attempt: number): Promise<void> =>
      import(/* @vite-ignore */ new URL(__DOCENT_APP__, script.src).href).then(
        (app: { start: StartApp }) => {
          run = app.start({ base: new URL('.', script.src).href, data: { ...script.dataset }, waiting })
        },
        (error: unknown) => {
          // A page opened without a connection gets its widget when there is one.
          if (attempt < 6) setTimeout(() => fetchApp(attempt + 1), 1_000 * 2 ** attempt)
          else
            createWarn(console)(
              `the widget could not be loaded. Check that script-src permits ${script.src}`,
              error,
            )
        },
      )
    void fetchApp(0)
  }
} catch {
  // A frame that permits nothing: the page goes on without the widget [EMB6].
}
