/** The section of `npm run bench` about the help centre's pages, alone: `--quick` takes 500 articles instead of 5,000. */
import { measurePages } from './pages-load.ts'
import { pageLines } from './search-lines.ts'

const pages = await measurePages({
  quick: process.argv.includes('--quick'),
  say: (text) => process.stdout.write(`pages: ${text}\n`),
})
process.stdout.write(`\n${pageLines(pages).join('\n')}\n`)
