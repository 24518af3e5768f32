/** What a command of the command line is made of; knows none of them. */
import { done, failure, type Reply } from '@docent/protocol'
import * as v from 'valibot'
import type { Site } from '../../sites/sites.ts'
import type { CommandServices } from '../services.ts'

/** What to print. */
export interface Said {
  readonly lines: readonly string[]
  /** Set where the account existed: the password that came along was not used. */
  readonly passwordKept?: true
}

export interface Command<Schema extends v.GenericSchema> {
  /** One line for the list of commands. */
  readonly does: string
  readonly usage: string
  readonly input: Schema
  run(services: CommandServices, input: v.InferOutput<Schema>): Promise<Reply<Said>>
}

export const command = <Schema extends v.GenericSchema>(row: Command<Schema>): Command<Schema> => row

/** A piece of a command that is done in many: asked by the tool, not typed by anybody, and answered with values. */
export interface Exchange<Schema extends v.GenericSchema, Output> {
  readonly input: Schema
  run(services: CommandServices, input: v.InferOutput<Schema>): Promise<Reply<Output>>
}

export const exchange = <Schema extends v.GenericSchema, Output>(
  row: Exchange<Schema, Output>,
): Exchange<Schema, Output> => row

export const word = v.pipe(v.string(), v.trim(), v.minLength(1))
export const say = (...lines: readonly string[]): Reply<Said> => done({ lines })

/** Acts on the site that the input names by its key, or says which sites there are. */
export const ofSite =
  <Input extends { readonly site: string }, Output = Said>(
    act: (services: CommandServices, site: Site, input: Input) => Promise<Reply<Output>>,
  ) =>
  async (services: CommandServices, input: Input): Promise<Reply<Output>> => {
    const site = services.sites.find(input.site)
    return site ? act(services, site, input) : noSite(services, input.site)
  }

function noSite({ sites }: CommandServices, key: string): Reply<never> {
  const known = sites.list().map((site) => site.key)
  const hint = known.length > 0 ? `There are: ${known.join(', ')}.` : 'Add one with "site add".'
  return { ok: false, error: failure('not_found', `There is no site with the key "${key}". ${hint}`) }
}
