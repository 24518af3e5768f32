/** The section of `npm run bench` about the search, alone: `--quick` takes 500 articles instead of 5,000. */

import { searchLines } from './search-lines.ts'
import { measureSearch } from './search-load.ts'

const finding = await measureSearch({
  quick: process.argv.includes('--quick'),
  say: (text) => process.stdout.write(`search: ${text}\n`),
})
process.stdout.write(`\n${searchLines(finding).join('\n')}\n`)
