/**
 * THE table of what a page can say to the widget and hear from it. All else derives from these two interfaces:
 * the function `Docent`, what the app carries out, and the reference in docs/public-api.md.
 */
import type { Profile, RunSource } from '@docent/protocol'
import type { Rule } from '@docent/protocol/rule'

export interface BootOptions extends Profile {
  /** The site's key; that of the script tag's `data-site`, where absent. */
  readonly site?: string
  /** Address of the relay, for pages that load the script from elsewhere. Where the script came from, where absent. */
  readonly base?: string
  /**
   * Proves who is signed in to the page: resolves with a short-lived JWT from the site's own server.
   * Called at each connection and before the last one ends. Absent: an anonymous visitor.
   */
  readonly token?: () => Promise<string>
  /** BCP 47 tag of the visitor's language; the page's `lang`, then the browser's, where absent. */
  readonly locale?: string
  /** `hidden`: the page opens the messenger with a button of its own. */
  readonly launcher?: 'shown' | 'hidden'
  /** True: the visitor has agreed, where the site asks for consent. */
  readonly consent?: boolean
}

/** What may change after `boot`. `token: null` signs the user out of the conversation without `shutdown`. */
export interface UpdateOptions extends Profile {
  readonly token?: (() => Promise<string>) | null
  readonly locale?: string
  readonly launcher?: 'shown' | 'hidden'
}

export type WidgetState =
  /** `off` before `boot`, `booting` until the launcher can be used. */
  | { readonly phase: 'off' | 'booting' }
  | {
      readonly phase: 'ready'
      readonly open: boolean
      /** Messages that the visitor has not seen. */
      readonly unread: number
      /** Whether storage and a connection are permitted. */
      readonly consent: boolean
      readonly connection: 'idle' | 'connecting' | 'open' | 'waiting' | 'refused' | 'closed'
    }

export interface PublicCommands {
  /**
   * Starts the widget. A second call updates the widget that is there.
   * @example Docent('boot', { site: 'demo', name: 'Grace', token: () => fetch('/docent-token').then((r) => r.text()) })
   */
  boot(options?: BootOptions): void
  /**
   * Says more of the visitor, or changes who is signed in. None of it proves anything, apart from `token`.
   * @example Docent('update', { email: 'grace@example.org', attributes: { plan: 'pro', seats: 12 } })
   */
  update(options: UpdateOptions): void
  /**
   * Opens the messenger.
   * @example Docent('show')
   */
  show(): void
  /**
   * Closes the messenger; the launcher stays.
   * @example Docent('hide')
   */
  hide(): void
  /**
   * Opens the messenger where a new conversation is begun, with `text` in the field if there is one.
   * @example Docent('showNewMessage', 'I would like to know more about the pro plan.')
   */
  showNewMessage(text?: string): void
  /**
   * Takes the widget off the page: no node, listener, timer or socket is left. What is stored stays.
   * @example Docent('unmount')
   */
  unmount(): void
  /**
   * Signs the visitor out: tries for at most 3 s to send what waits, forgets every stored key, unmounts.
   * Resolves with the texts that could not be sent and are gone.
   * @example const { dropped } = await Docent('shutdown')
   */
  shutdown(): Promise<{ readonly dropped: readonly string[] }>
  /**
   * Counts an event, for rules and for the agent to see.
   * @example Docent('track', 'project.created', { template: 'blank' })
   */
  track(name: string, properties?: Readonly<Record<string, string | number | boolean | null>>): void
  /**
   * The same as `track`, under the name that other messengers use.
   * @example Docent('trackEvent', 'checkout.opened')
   */
  trackEvent(name: string, properties?: Readonly<Record<string, string | number | boolean | null>>): void
  /**
   * Gives or withdraws the visitor's consent. Withdrawing closes the connection and forgets every stored key.
   * @example Docent('consent', true)
   */
  consent(given: boolean): void
  /**
   * Starts a published tour from the page, or goes on with the one that runs. The id stands in the console beside the tour.
   * @example Docent('startTour', '0197b1c2-5d3e-7a10-8000-000000000001')
   */
  startTour(flowId: string): void
  /**
   * Ends the tour that is on screen, as its close button does.
   * @example Docent('endTour')
   */
  endTour(): void
  /**
   * Opens a checklist: that one, or the visitor's first.
   * @example Docent('openChecklist')
   */
  openChecklist(flowId?: string): void
  /**
   * Opens an article in the messenger, by its id or its key.
   * @example Docent('openArticle', 'invite-colleagues')
   */
  openArticle(idOrKey: string): void
  /**
   * Opens the messenger at Help, with `query` searched for if there is one.
   * @example Docent('searchHelp', 'change the plan')
   */
  searchHelp(query?: string): void
  /**
   * Calls `listener` each time `event` happens. Returns the undo.
   * @example const stop = Docent('on', 'unread', ({ count }) => { document.title = count ? `(${count}) Shop` : 'Shop' })
   */
  on<Name extends keyof PublicEvents>(event: Name, listener: (detail: PublicEvents[Name]) => void): () => void
  /**
   * Ends what `on` began.
   * @example Docent('off', 'unread', showCount)
   */
  off<Name extends keyof PublicEvents>(event: Name, listener: (detail: PublicEvents[Name]) => void): void
  /**
   * How the widget stands at this moment. Undefined while the script has not loaded.
   * @example if (Docent('getState')?.phase === 'ready') console.log('there')
   */
  getState(): WidgetState
  /**
   * Whether what is known of the page and its visitor satisfies a rule: the evaluator that the widget itself uses.
   * @example if (Docent('matches', { fact: 'path', op: 'starts_with', value: '/pricing' })) showOffer()
   */
  matches(rule: Rule): boolean
}

export interface PublicEvents {
  /** Fired when the launcher can be used. */
  ready: { readonly site: string }
  /** Fired when the messenger has opened. */
  show: Record<string, never>
  /** Fired when the messenger has closed. */
  hide: Record<string, never>
  /** Fired when the number of unread messages changed. */
  unread: { readonly count: number }
  /** Fired when somebody else wrote to the visitor; once per message in each tab. */
  message: { readonly conversationId: string; readonly author: string; readonly text: string }
  /** Fired when a tour began; once per run, however many pages it leads over. */
  tourStarted: { readonly flowId: string; readonly source: RunSource }
  /** Fired when a step of a tour is on screen. `place` counts from 1. */
  tourStep: { readonly flowId: string; readonly stepId: string; readonly place: number; readonly of: number }
  /** Fired when the visitor went through a tour to its end. */
  tourCompleted: { readonly flowId: string }
  /** Fired when a tour was closed before its end, by the visitor or by the page. */
  tourDismissed: { readonly flowId: string; readonly stepId: string | null }
  /** Fired when all items of a checklist are done; once in each tab. */
  checklistCompleted: { readonly flowId: string }
  /** Fired when an item of a checklist is done, whoever or whatever did it; once in each tab. */
  itemCompleted: { readonly flowId: string; readonly itemId: string }
  /** Fired when the visitor searched in Help and rested on the words; not at each letter. */
  helpSearched: { readonly query: string; readonly results: number }
  /** Fired when an article is on screen. */
  articleOpened: { readonly articleId: string; readonly key: string; readonly title: string }
  /** Fired when the visitor said whether an article was helpful. */
  articleVoted: { readonly articleId: string; readonly key: string; readonly helpful: boolean }
  /** Fired when consent was given or withdrawn, by the page or by the visitor. */
  consent: { readonly given: boolean }
  /** Fired when `shutdown` has ended. */
  shutdown: { readonly dropped: readonly string[] }
  /** Fired when something failed that the page may want to know: a sentence that says what to do. */
  error: { readonly code: string; readonly message: string }
}

export type CommandName = keyof PublicCommands
export type EventName = keyof PublicEvents

/** The one function in `window`. Before the script has loaded, it queues, and answers undefined. */
export interface Docent {
  <Name extends EventName>(
    command: 'on',
    event: Name,
    listener: (detail: PublicEvents[Name]) => void,
  ): (() => void) | undefined
  <Name extends EventName>(command: 'off', event: Name, listener: (detail: PublicEvents[Name]) => void): void
  <Name extends Exclude<CommandName, 'on' | 'off'>>(
    command: Name,
    ...args: Parameters<PublicCommands[Name]>
  ): ReturnType<PublicCommands[Name]> | undefined
}

declare global {
  interface Window {
    Docent?: Docent
  }
}
