/** A picture or a video by its address, with the words for those who do not see it. */
import type { Texts } from '@docent/protocol/flow'
import type { VNode } from 'preact'
import { TextField } from '../../controls/fields.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { useContent } from './content-context.ts'
import { PlainTexts } from './text-fields.tsx'

interface Media {
  readonly url: string
  readonly alt: Texts
}

export function MediaField(props: {
  kind: 'picture' | 'video'
  media: Media | undefined
  onChange: (media: Media | undefined) => void
}): VNode {
  const { say } = useDesk().words
  const { defaultLocale } = useContent()
  const { kind, media, onChange } = props
  return (
    <>
      <TextField
        label={say(`content.${kind}`)}
        text={say(`content.${kind}Text`)}
        value={media?.url ?? ''}
        maxLength={1_000}
        code
        onChange={(url) =>
          onChange(url === '' ? undefined : { url, alt: media?.alt ?? { [defaultLocale]: '' } })
        }
      />
      {media && (
        <PlainTexts
          label={say(`content.${kind}Alt`)}
          texts={media.alt}
          onChange={(alt) => onChange({ ...media, alt })}
        />
      )}
    </>
  )
}
