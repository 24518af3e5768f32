/** A picture by its address, with the words for those who do not see it. */
import type { Texts } from '@docent/protocol/flow'
import type { VNode } from 'preact'
import { TextField } from '../../controls/fields.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { useContent } from './content-context.ts'
import { PlainTexts } from './text-fields.tsx'

interface Picture {
  readonly url: string
  readonly alt: Texts
}

export function PictureField(props: {
  picture: Picture | undefined
  onChange: (picture: Picture | undefined) => void
}): VNode {
  const { say } = useDesk().words
  const { defaultLocale } = useContent()
  const { picture, onChange } = props
  return (
    <>
      <TextField
        label={say('content.picture')}
        text={say('content.pictureText')}
        value={picture?.url ?? ''}
        maxLength={1_000}
        code
        onChange={(url) =>
          onChange(url === '' ? undefined : { url, alt: picture?.alt ?? { [defaultLocale]: '' } })
        }
      />
      {picture && (
        <PlainTexts
          label={say('content.pictureAlt')}
          texts={picture.alt}
          onChange={(alt) => onChange({ ...picture, alt })}
        />
      )}
    </>
  )
}
