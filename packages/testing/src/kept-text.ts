/** Looks into what a page's browser keeps, as a journey may before it closes or reloads the page. */
import type { Page } from 'playwright-core'

/** Whether a text waits in what this browser keeps: what is not there yet cannot outlive its tab. */
export const isKept = (page: Page, text: string): Promise<boolean> =>
  page.evaluate(
    (wanted) =>
      new Promise<boolean>((resolve) => {
        const opening = indexedDB.open('docent')
        opening.onsuccess = () => {
          const values = opening.result.transaction('kept').objectStore('kept').getAll()
          values.onsuccess = () => {
            opening.result.close()
            resolve(JSON.stringify(values.result).includes(JSON.stringify(wanted)))
          }
        }
      }),
    text,
  )
