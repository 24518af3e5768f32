/** The one document that a page loads before anything happens, as it goes over the wire [SET3]. Knows no HTTP. */
import { type BootDocument, protocolVersion, publicSettings, type SiteSettings } from '@docent/protocol'
import { etagOf } from '../content-digest.ts'

export interface ServedDocument {
  /** JSON. */
  readonly body: string
  /** Quoted, as the header takes it; another body has another one. */
  readonly etag: string
}

/** Names what a site has published; null: nothing, and not a byte of it [FLO3] [HLP4]. */
export interface PublishedRevisions {
  readonly flows: string | null
  readonly help: string | null
}

export function bootDocumentOf(
  siteKey: string,
  { version, settings }: { readonly version: number; readonly settings: SiteSettings },
  mail: boolean,
  { flows, help }: PublishedRevisions,
): ServedDocument {
  const document: BootDocument = {
    protocol: protocolVersion,
    site: siteKey,
    settingsVersion: version,
    settings: publicSettings(settings),
    mail,
    ...(flows !== null && { flows }),
    ...(help !== null && { help }),
    ...(!settings.help.chat && { chat: false as const }),
  }
  const body = JSON.stringify(document)
  return { body, etag: etagOf(body) }
}
