import { articleLimits } from '@docent/protocol'
import { expect, it } from 'vitest'
import { createPictureUpload } from './picture-upload.ts'

const url = `/api/v1/pictures/${'a'.repeat(64)}`

function uploadTo(status: number, body: object | null) {
  const sent: { address: string; type: string | undefined }[] = []
  const upload = createPictureUpload({
    address: 'https://relay.test/api/v1/pictures',
    site: 'a b',
    send: (address, { headers }) => {
      sent.push({ address, type: headers?.['content-type'] })
      return Promise.resolve(status === 0 ? null : new Response(JSON.stringify(body), { status }))
    },
  })
  return { sent, keep: () => upload(new Blob(['x'], { type: 'image/png' })), upload }
}

const refusal = (message: string) => ({ error: { code: 'bad_request', message } })

it('[HLP6] gives a picture to the relay, and takes its address', async () => {
  const { keep, sent } = uploadTo(200, { data: { url, width: 1, height: 1 } })
  expect(await keep()).toEqual({ kind: 'kept', url })
  expect(sent).toEqual([{ address: 'https://relay.test/api/v1/pictures?site=a%20b', type: 'image/png' }])
})

it.each([
  [413, null, { kind: 'too_large' }],
  [415, null, { kind: 'not_a_picture' }],
  [403, null, { kind: 'forbidden' }],
  [400, refusal('An SVG is refused.'), { kind: 'refused', message: 'An SVG is refused.' }],
  [200, { data: {} }, { kind: 'unreachable' }],
  [503, refusal('Busy.'), { kind: 'unreachable' }],
  [0, null, { kind: 'unreachable' }],
])('[HLP6] says why a picture is not kept (%i)', async (status, body, expected) => {
  expect(await uploadTo(status, body).keep()).toEqual(expected)
})

it('[HLP6] sends nothing that is too large anyway', async () => {
  const { upload, sent } = uploadTo(200, null)
  expect(await upload(new Blob([new Uint8Array(articleLimits.pictureBytes + 1)]))).toEqual({
    kind: 'too_large',
  })
  expect(sent).toEqual([])
})
