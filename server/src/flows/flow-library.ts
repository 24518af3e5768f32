/**
 * Flows as content, joined: what authors write, what pages are told of it, what it came to, and the builder's way in.
 * Beside the directory, on which it stands; knows no visitor's run and no socket.
 */
import type { Sessions } from '../agents/sessions.ts'
import type { Clock } from '../clock.ts'
import type { Directory } from '../directory.ts'
import type { Logger } from '../logger.ts'
import type { Storage } from '../storage/database.ts'
import { type BrokenSteps, createBrokenSteps } from './broken-steps.ts'
import { type BuilderTokens, createBuilderTokens } from './builder-tokens.ts'
import { createFlowCounts } from './flow-counts.ts'
import { createFlowDocuments, type FlowDocuments } from './flow-documents.ts'
import { createFigures, type Figures } from './flow-figures.ts'
import { siteOfFlow } from './flows.store.ts'
import { createFlows, type Flows } from './flows.ts'

export interface FlowLibrary {
  readonly flows: Flows
  readonly documents: FlowDocuments
  readonly figures: Figures
  readonly broken: BrokenSteps
  readonly builder: BuilderTokens
  /** The site of a flow, whoever asks; null where there is no such flow. */
  siteOf(flowId: string): Promise<string | null>
}

interface Options {
  readonly storage: Storage
  readonly directory: Pick<Directory, 'sites'> & {
    readonly sessions: Pick<Sessions, 'judge' | 'onSignedOut'>
  }
  readonly clock: Clock
  readonly logger: Logger
}

export function createFlowLibrary({ storage, directory, clock, logger }: Options): FlowLibrary {
  const { sites, sessions } = directory
  const documents = createFlowDocuments({ storage, sites, clock, logger })
  const broken = createBrokenSteps({ storage, clock })
  const flows = createFlows({ storage, counts: createFlowCounts({ storage, broken, clock }), clock })
  flows.onChanged((siteId) => documents.changed(siteId))
  sites.onSettingsSaved((siteId) => documents.changed(siteId))
  const builder = createBuilderTokens({ storage, sites, sessions, clock })
  sessions.onSignedOut(builder.endOf)
  return {
    flows,
    documents,
    figures: createFigures(storage),
    broken,
    builder,
    siteOf: (flowId) => siteOfFlow(storage.read, flowId),
  }
}
