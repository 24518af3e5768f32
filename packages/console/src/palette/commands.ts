/** What the palette offers: commands that make sense now, views, and conversations. Pure but for the verbs it names. */
import type { InboxItem } from '@docent/client/agent/types'
import type { Desk } from '../desk/desk.ts'
import { fixedViews, hasText } from '../inbox/inbox-views.ts'
import type { ViewId } from '../outside/route.ts'
import { createShortcutVerbs } from '../shell/shortcut-verbs.ts'
import type { ShortcutName } from '../shortcuts/shortcuts.ts'

export interface Command {
  readonly id: string
  readonly group: 'conversation' | 'go' | 'desk'
  readonly label: string
  readonly shortcut: ShortcutName | null
  readonly run: () => void
}

const conversationsShown = 8

export function commandsOf(desk: Desk): readonly Command[] {
  const { say } = desk.words
  const verbs = createShortcutVerbs(desk)
  const row = desk.open.row.value
  const command = (name: ShortcutName, group: Command['group'], label: string): Command => ({
    id: name,
    group,
    label,
    shortcut: name,
    run: () => verbs[name]?.(),
  })
  const makeArticle = desk.may('articles.write')
    ? [command('makeArticle', 'conversation', say('draft.make'))]
    : []
  const forRow = !row
    ? []
    : row.status === 'resolved'
      ? [command('reopen', 'conversation', say('actions.reopen')), ...makeArticle]
      : [
          command('reply', 'conversation', say('shortcuts.names.reply')),
          command('note', 'conversation', say('shortcuts.names.note')),
          ...(row.agentId === desk.client.me.value?.id
            ? []
            : [command('take', 'conversation', say('actions.take'))]),
          ...(desk.may('flows.guide') ? [command('sendTour', 'conversation', say('guide.send'))] : []),
          command('insertArticle', 'conversation', say('insert.title')),
          ...makeArticle,
          command('transfer', 'conversation', say('actions.transfer')),
          command('resolve', 'conversation', say('actions.resolve')),
        ]
  const goTo = (view: ViewId, shortcut: ShortcutName | null): Command => ({
    id: `go-${view}`,
    group: 'go',
    label: say('palette.goTo', { view: desk.viewName(view) }),
    shortcut,
    run: () => desk.go({ view, conversationId: null }),
  })
  const schemes = (['auto', 'light', 'dark'] as const).map(
    (scheme): Command => ({
      id: `scheme-${scheme}`,
      group: 'desk',
      label: say('palette.scheme', { name: say(`shell.schemes.${scheme}`) }),
      shortcut: null,
      run: () => {
        desk.preferences.scheme.value = scheme
      },
    }),
  )
  const accepting = desk.client.availability.accepting.value
  return [
    ...forRow,
    ...fixedViews.map((view, index) => goTo(view, `view${index + 1}` as ShortcutName)),
    ...desk.client.colleagues.teams.value.map((team) => goTo(`team:${team.id}`, null)),
    command('onboarding', 'go', say('onboarding.title')),
    command('articles', 'go', say('articles.title')),
    command('settings', 'go', say('shell.settings')),
    command('accepting', 'desk', say(accepting ? 'palette.stopAccepting' : 'palette.startAccepting')),
    command('sound', 'desk', say(desk.preferences.sound.value ? 'palette.soundOff' : 'palette.soundOn')),
    command('views', 'desk', say('shortcuts.names.views')),
    command('visitor', 'desk', say('shortcuts.names.visitor')),
    command('help', 'desk', say('shell.shortcuts')),
    ...schemes,
    command('signOut', 'desk', say('shell.signOut')),
  ]
}

/** Every word of the query must be in the label; where it begins a word counts more. */
export function findCommands(commands: readonly Command[], query: string): readonly Command[] {
  const wanted = query.trim().toLowerCase()
  if (wanted === '') return commands
  return commands
    .map((command) => ({ command, score: scoreOf(command.label.toLowerCase(), wanted) }))
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score)
    .map(({ command }) => command)
}

function scoreOf(label: string, wanted: string): number {
  if (label.startsWith(wanted)) return 3
  const words = wanted.split(/\s+/)
  if (!words.every((word) => label.includes(word))) return 0
  return words.every((word) => label.startsWith(word) || label.includes(` ${word}`)) ? 2 : 1
}

/** Conversations whose visitor or last line has the words; the open ones first. */
export function findConversations(items: readonly InboxItem[], query: string): readonly InboxItem[] {
  const wanted = query.trim().toLowerCase()
  if (wanted === '') return []
  const open: InboxItem[] = []
  const resolved: InboxItem[] = []
  for (const item of items) {
    if (!hasText(item, wanted)) continue
    ;(item.status === 'open' ? open : resolved).push(item)
    if (open.length >= conversationsShown) break
  }
  return [...open, ...resolved].slice(0, conversationsShown)
}
