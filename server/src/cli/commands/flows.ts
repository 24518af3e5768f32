/** Flows from the command line: in from a file, and out as one. */
import * as v from 'valibot'
import { operator } from '../../agents/actor.ts'
import { exportFlows, importFlows, readFlowFile } from '../../flows/flow-files.ts'
import { command, ofSite, say, word } from './command.ts'

export const flowCommands = {
  'flows import': command({
    does: 'Brings tours, checklists, hints and banners of a file into a site, and publishes them.',
    usage: 'flows import --site KEY --file flows.json',
    input: v.strictObject({ site: word, file: word }),
    run: ofSite(async (services, site, { file }) => {
      const read = readFlowFile(file)
      if (!read.ok) return read
      const imported = await importFlows(services.flows, { ...operator, siteId: site.id }, read.data)
      if (!imported.ok) return imported
      return say(...imported.data.map(({ name, version }) => `"${name}" is live as version ${version}.`))
    }),
  }),
  'flows export': command({
    does: 'Prints the flows of a site as such a file.',
    usage: 'flows export --site KEY > flows.json',
    input: v.strictObject({ site: word }),
    run: ofSite(async (services, site) => {
      const text = await exportFlows(services.flows, { ...operator, siteId: site.id })
      return text.ok ? say(text.data.trimEnd()) : text
    }),
  }),
}
