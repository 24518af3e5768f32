/**
 * Opens the builder on a page of the site [FLO14]: fetches a token, asks for the page, and lets only the site's own origins
 * through. The way in is a link, so that the browser opens its tab without asking.
 */
import type { Authored, FlowContent } from '@docent/protocol/flow'
import { IconExternalLink } from '@docent/ui/icons.tsx'
import { Spinner } from '@docent/ui/spinner.tsx'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import { Button } from '../controls/button.tsx'
import { TextField } from '../controls/fields.tsx'
import { Modal } from '../controls/modal.tsx'
import { useDesk } from '../desk/desk-context.tsx'
import { flowFailure } from './flow-failure.ts'

/** Less than the two minutes of the relay's, for the way there. */
const tokenLastsMs = 105_000

type Way =
  | { readonly kind: 'asking' }
  | { readonly kind: 'failed'; readonly problem: string }
  | {
      readonly kind: 'open'
      readonly token: string
      /** By this machine's clock, which may not be the relay's. */
      readonly endsAt: number
      readonly origins: readonly string[]
    }

export function OnSiteDialog(props: {
  flowId: string
  /** '' where no step is meant. */
  stepId: string
  /** The page to propose. */
  path: string
  /** The builder begins from what is saved. */
  beforehand?: () => Promise<unknown>
  onClose: () => void
}): VNode {
  const { flowId, stepId, onClose } = props
  const desk = useDesk()
  const { say } = desk.words
  const way = useSignal<Way>({ kind: 'asking' })
  const address = useSignal('')
  const ask = async (): Promise<void> => {
    way.value = { kind: 'asking' }
    await props.beforehand?.()
    const reply = await desk.client.flows.openBuilder(flowId, stepId || undefined).catch(() => null)
    if (!reply?.ok) {
      way.value = { kind: 'failed', problem: reply ? flowFailure(say, reply.error) : say('notReached') }
      return
    }
    const { token, origins } = reply.data
    way.value = { kind: 'open', token, origins, endsAt: desk.clock.now() + tokenLastsMs }
    const [first] = origins
    if (first && address.peek() === '') address.value = pageOn(first, props.path, desk.relayUrl)
  }
  useEffect(() => void ask(), [])
  const now = way.value
  return (
    <Modal label={say('flow.onSiteTitle')} onClose={onClose} class="modal-confirm">
      <div class="dialog-body">
        <h2 class="modal-title">{say('flow.onSiteTitle')}</h2>
        <p class="dialog-text">{say('flow.onSiteText')}</p>
        {now.kind === 'asking' && <Spinner label={say('flow.onSiteLoading')} />}
        {now.kind === 'failed' && (
          <p class="problem" role="alert">
            {now.problem}
          </p>
        )}
        {now.kind === 'open' && now.origins.length === 0 && (
          <p class="problem" role="alert">
            {say('flow.onSiteNone')}
          </p>
        )}
        {now.kind === 'open' && now.origins.length > 0 && (
          <Address
            value={address.value}
            origins={now.origins}
            onChange={(next) => {
              address.value = next
            }}
          />
        )}
        <div class="dialog-foot">
          <Button label={say('flow.cancel')} onClick={onClose} />
          {now.kind === 'failed' && <Button label={say('retry')} look="primary" onClick={() => void ask()} />}
          {now.kind === 'open' && now.origins.length > 0 && (
            <Enter
              way={now}
              address={address.value}
              expired={desk.clock.tens.value >= now.endsAt}
              onRenew={() => void ask()}
              onEnter={onClose}
            />
          )}
        </div>
      </div>
    </Modal>
  )
}

function Address(props: {
  value: string
  origins: readonly string[]
  onChange: (value: string) => void
}): VNode {
  const { say } = useDesk().words
  const own = ownAddress(props.value, props.origins) !== null
  return (
    <TextField
      label={say('flow.onSiteAddress')}
      value={props.value}
      maxLength={2_000}
      code
      problem={own ? null : say('flow.onSiteForeign', { origins: props.origins.join(', ') })}
      onChange={props.onChange}
    />
  )
}

function Enter(props: {
  way: Extract<Way, { kind: 'open' }>
  address: string
  expired: boolean
  onRenew: () => void
  onEnter: () => void
}): VNode {
  const { say } = useDesk().words
  const { way, expired } = props
  const address = ownAddress(props.address, way.origins)
  if (expired)
    return (
      <>
        <span class="dialog-note" role="status">
          {say('flow.onSiteExpired')}
        </span>
        <Button label={say('flow.onSiteRenew')} look="primary" onClick={props.onRenew} />
      </>
    )
  if (!address) return <Button label={say('flow.onSiteOpen')} look="primary" disabled />
  return (
    <a
      class="button button-primary button-link"
      href={builderAddress(address, way.token)}
      target="_blank"
      rel="noopener noreferrer"
      onClick={() => props.onEnter()}
    >
      <IconExternalLink size={16} />
      {say('flow.onSiteOpen')}
    </a>
  )
}

/** The address where it belongs to the site, else null. */
export function ownAddress(typed: string, origins: readonly string[]): URL | null {
  if (!URL.canParse(typed.trim())) return null
  const address = new URL(typed.trim())
  if (!/^https?:$/.test(address.protocol) || address.username || address.password) return null
  return origins.includes(address.origin) ? address : null
}

/** The token stands in the fragment, which no server sees. */
export function builderAddress(address: URL, token: string): string {
  const way = new URL(address)
  way.hash = `docent-builder=${encodeURIComponent(token)}`
  return way.href
}

/** The page on which a step stands, as far as its pattern says one. */
export function pathOf(content: FlowContent<Authored> | undefined, stepId: string): string {
  const path =
    content?.kind === 'tour'
      ? (content.steps.find(({ id }) => id === stepId) ?? content.steps.find((step) => step.path))?.path
      : content?.kind === 'hint'
        ? (content.hints.find(({ id }) => id === stepId) ?? content.hints[0])?.path
        : undefined
  // A star at an end stands for nothing as well; one within stands for a name that nobody knows here.
  const plain = path?.replace(/^\*|\*$/g, '') ?? '/'
  return plain.startsWith('/') && !plain.includes('*') ? plain : '/'
}

/** At its own root the relay has the console; of its pages with the widget, the demonstration is the first. */
export const pageOn = (origin: string, path: string, relayUrl: string): string =>
  path === '/' && new URL(relayUrl).origin === origin ? new URL('demo/', relayUrl).href : `${origin}${path}`
