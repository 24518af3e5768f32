/**
 * THE oracle of who may say what [INP6] [INP7]: a row for each command of both tables, a column for each kind of speaker.
 * The conversation is visitor A's, belongs to the team Support, and Ada has it.
 */
import type { AgentCommand, VisitorCommand } from '@docent/protocol'

export type Command = VisitorCommand | AgentCommand

export const speakers = [
  'nobody',
  'visitor A',
  'visitor B',
  "another site's visitor",
  "another site's agent",
  "another team's agent",
  'colleague',
  'agent',
  'supervisor',
  'admin',
  'owner',
] as const
export type Column = (typeof speakers)[number]

const no = 'not_found'
const not = 'forbidden'
/** No such command at this door. */
const bad = 'bad_request'
export const out = 'refused'

/** In the order of `speakers`. */
type Row = readonly [string, string, string, string, string, string, string, string, string, string, string]

export const matrix: Readonly<Record<Command, Row>> = {
  // prettier-like alignment is what makes this a table
  //                        nobody  A       B       site's v site's a team's a colleague agent  superv. admin  owner
  'message:send': [out, 'ok', no, no, no, no, 'stale', 'ok', 'ok', 'ok', 'ok'],
  'conversation:sync': [out, 'ok', no, no, no, no, 'ok', 'ok', 'ok', 'ok', 'ok'],
  'conversation:history': [out, 'ok', no, no, no, no, 'ok', 'ok', 'ok', 'ok', 'ok'],
  'conversation:read': [out, 'ok', no, no, no, no, 'ok', 'ok', 'ok', 'ok', 'ok'],
  'typing:send': [out, 'ok', no, no, no, no, 'ok', 'ok', 'ok', 'ok', 'ok'],
  'conversation:start': [out, 'ok', no, no, bad, bad, bad, bad, bad, bad, bad],
  'conversation:list': [out, 'ok', 'ok', 'ok', bad, bad, bad, bad, bad, bad, bad],
  'contact:leave': [out, 'ok', no, no, bad, bad, bad, bad, bad, bad, bad],
  'visitor:update': [out, 'ok', 'ok', 'ok', bad, bad, bad, bad, bad, bad, bad],
  'event:track': [out, 'ok', 'ok', 'ok', bad, bad, bad, bad, bad, bad, bad],
  'page:view': [out, 'ok', 'ok', 'ok', bad, bad, bad, bad, bad, bad, bad],
  'session:renew': [
    out,
    'unauthenticated',
    'unauthenticated',
    'unauthenticated',
    bad,
    bad,
    bad,
    bad,
    bad,
    bad,
    bad,
  ],
  'session:end': [out, 'ok', 'ok', 'ok', bad, bad, bad, bad, bad, bad, bad],
  'internal:sync': [out, bad, bad, bad, no, no, 'ok', 'ok', 'ok', 'ok', 'ok'],
  'conversation:leave': [out, bad, bad, bad, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  'note:add': [out, bad, bad, bad, no, no, 'ok', 'ok', 'ok', 'ok', 'ok'],
  'inbox:sync': [out, bad, bad, bad, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  'offer:accept': [out, bad, bad, bad, no, no, no, 'ok', no, no, no],
  'offer:decline': [out, bad, bad, bad, no, no, no, 'ok', no, no, no],
  'conversation:take': [out, bad, bad, bad, no, no, not, 'ok', 'ok', 'ok', 'ok'],
  'conversation:transfer': [out, bad, bad, bad, no, no, not, 'ok', 'ok', 'ok', 'ok'],
  'conversation:resolve': [out, bad, bad, bad, no, no, not, 'ok', 'ok', 'ok', 'ok'],
  'conversation:reopen': [out, bad, bad, bad, no, no, 'ok', 'ok', 'ok', 'ok', 'ok'],
  'availability:set': [out, bad, bad, bad, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  'agent:list': [out, bad, bad, bad, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  'visitor:show': [out, bad, bad, bad, no, no, 'ok', 'ok', 'ok', 'ok', 'ok'],
  'settings:show': [out, bad, bad, bad, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  'settings:save': [out, bad, bad, bad, not, not, not, not, not, 'ok', 'ok'],
  'flow:record': [out, 'ok', no, no, bad, bad, bad, bad, bad, bad, bad],
  'flow:runs': [out, 'ok', 'ok', 'ok', bad, bad, bad, bad, bad, bad, bad],
  // Nobody asked.
  'guide:labels': [out, no, no, no, bad, bad, bad, bad, bad, bad, bad],
  'flow:list': [out, bad, bad, bad, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  'flow:show': [out, bad, bad, bad, no, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  'flow:create': [out, bad, bad, bad, not, not, not, not, not, 'ok', 'ok'],
  'flow:save': [out, bad, bad, bad, not, not, not, not, not, 'ok', 'ok'],
  'flow:publish': [out, bad, bad, bad, not, not, not, not, not, 'ok', 'ok'],
  'flow:withdraw': [out, bad, bad, bad, not, not, not, not, not, 'ok', 'ok'],
  'flow:restore': [out, bad, bad, bad, not, not, not, not, not, 'ok', 'ok'],
  'flow:archive': [out, bad, bad, bad, not, not, not, not, not, 'ok', 'ok'],
  'flow:figures': [out, bad, bad, bad, no, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  'flow:broken': [out, bad, bad, bad, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  'builder:open': [out, bad, bad, bad, not, not, not, not, not, 'ok', 'ok'],
  'tour:send': [out, bad, bad, bad, no, no, 'stale', 'ok', 'ok', 'ok', 'ok'],
  'visitor:runs': [out, bad, bad, bad, no, no, 'ok', 'ok', 'ok', 'ok', 'ok'],
  'item:tick': [out, bad, bad, bad, no, no, 'ok', 'ok', 'ok', 'ok', 'ok'],
  // The visitor is in no tour that was sent: whoever may see the conversation hears of that, and nobody reads a page.
  'guide:ask': [out, bad, bad, bad, no, no, not, not, not, not, not],
  'guide:point': [out, bad, bad, bad, no, no, not, 'ok', 'ok', 'ok', 'ok'],
  'article:list': [out, bad, bad, bad, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  'article:show': [out, bad, bad, bad, no, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  'article:version': [out, bad, bad, bad, no, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  'article:find': [out, bad, bad, bad, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  'article:send': [out, bad, bad, bad, no, no, 'stale', 'ok', 'ok', 'ok', 'ok'],
  'article:create': [out, bad, bad, bad, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  'article:save': [out, bad, bad, bad, no, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  'article:place': [out, bad, bad, bad, no, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  'article:publish': [out, bad, bad, bad, not, not, not, not, 'ok', 'ok', 'ok'],
  'article:withdraw': [out, bad, bad, bad, not, not, not, not, 'ok', 'ok', 'ok'],
  'article:restore': [out, bad, bad, bad, not, not, not, not, 'ok', 'ok', 'ok'],
  'article:archive': [out, bad, bad, bad, not, not, not, not, 'ok', 'ok', 'ok'],
  'article:confirm': [out, bad, bad, bad, not, not, not, not, 'ok', 'ok', 'ok'],
  'article:draft': [out, bad, bad, bad, no, no, 'ok', 'ok', 'ok', 'ok', 'ok'],
  'collection:save': [out, bad, bad, bad, not, not, not, not, 'ok', 'ok', 'ok'],
  // There is none.
  'collection:remove': [out, bad, bad, bad, not, not, not, not, no, no, no],
  'wanted:list': [out, bad, bad, bad, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  // Nobody searched.
  'wanted:close': [out, bad, bad, bad, no, no, no, no, no, no, no],
  'help:figures': [out, bad, bad, bad, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
}
