/** Faults of what is said to the relay: the same command many times, commands that no client would send. */
import { randomBytes } from 'node:crypto'
import type { Stored } from '@docent/protocol'
import type { RawClient } from '@docent/testing/raw-client'
import { connectRawVisitor, must, parts, rawIdentity, startConversation } from '@docent/testing/raw-people'
import { waitUntil } from '@docent/testing/wait-until'
import { describe, expect, it } from 'vitest'
import { openScene } from './scene.ts'

describe('F16, the same command again (1 node, 20 rounds × 10 sends over 5 sockets, seed 16)', () => {
  it('[MSG1] [MSG4] stores it once and says the same seq in every ack', async () => {
    const scene = await openScene({ seed: 16 })
    const { random } = scene
    const identity = rawIdentity(random)
    const tabs = await Promise.all(
      Array.from({ length: 5 }, () => connectRawVisitor(scene.relay.url, identity)),
    )
    const [first] = tabs as [RawClient]
    const conversationId = await startConversation(first, random)
    for (let round = 0; round < 20; round++) {
      const cmid = random.uuid()
      const message = { conversationId, cmid, parts: parts(random.text(40)) }
      const acks = await Promise.all(
        Array.from({ length: 10 }, (_, turn) =>
          must<Stored>(tabs[turn % 5] ?? first, 'message:send', message),
        ),
      )
      expect(new Set(acks.map(({ seq, id }) => `${seq} ${id}`)).size).toBe(1)
      expect(acks.filter(({ duplicate }) => !duplicate)).toHaveLength(1)
    }
    const stored = scene.database
      .prepare<[string], number>('select last_seq from conversations where id = ?')
      .pluck()
      .get(conversationId)
    expect(stored).toBe(21)
    await scene.expectWhole()
  })

  it('[MSG1] answers a stranger’s id with conflict, and other words with mismatch', async () => {
    const scene = await openScene({ seed: 161 })
    const { random } = scene
    const [ann, bob] = await Promise.all([
      connectRawVisitor(scene.relay.url, rawIdentity(random)),
      connectRawVisitor(scene.relay.url, rawIdentity(random)),
    ])
    const anns = await startConversation(ann, random)
    const bobs = await startConversation(bob, random)
    const cmid = random.uuid()
    await must(ann, 'message:send', { conversationId: anns, cmid, parts: parts('Mine') })
    const other = await ann.request('message:send', { conversationId: anns, cmid, parts: parts('Changed') })
    expect(other).toMatchObject({ ok: false, error: { code: 'mismatch' } })
    const stranger = await bob.request('message:send', { conversationId: bobs, cmid, parts: parts('Mine') })
    expect(stranger).toMatchObject({ ok: false, error: { code: 'conflict' } })
    expect(JSON.stringify(stranger)).not.toContain(anns)
    await scene.expectWhole()
  })
})

/** Payloads that no client of ours sends, as JSON; each names itself. */
const hostilePayloads: readonly (readonly [name: string, event: string, json: string])[] = [
  ['null', 'message:send', 'null'],
  ['a number', 'message:send', '7'],
  ['a list', 'message:send', '[[[]]]'],
  ['an object as every field', 'message:send', '{"conversationId":{},"cmid":{},"parts":{}}'],
  ['deep JSON', 'message:send', `{"parts":${'['.repeat(4_000)}${']'.repeat(4_000)}}`],
  [
    'wide JSON',
    'message:send',
    JSON.stringify(Object.fromEntries(Array.from({ length: 4_000 }, (_, i) => [`k${i}`, i]))),
  ],
  ['half a character', 'visitor:update', '{"profile":{"name":"\\ud800"}}'],
  ['ten thousand combining marks', 'visitor:update', `{"profile":{"name":"a${'\u0301'.repeat(10_000)}"}}`],
  ['an endless seq', 'conversation:read', '{"conversationId":"0","seq":1e308}'],
  ['a negative seq', 'conversation:sync', '{"conversationId":"0","after":{"seq":-1,"id":null},"epoch":null}'],
  ['a command that there is not', 'no:such-command', '{}'],
  ['a command that every object has', 'constructor', '{}'],
]

describe('F32, bad input (seed 32)', () => {
  it('[INP1] answers bad payloads with bad_request and a path, and lives', async () => {
    const scene = await openScene({ seed: 32 })
    const client = await connectRawVisitor(scene.relay.url, rawIdentity(scene.random))
    for (const [name, event, json] of hostilePayloads) {
      const reply = await client.requestText(event, json)
      expect(reply, name).toMatchObject({ ok: false, error: { code: 'bad_request' } })
    }
    await startConversation(client, scene.random)
    // Keys that JSON may hold and no record takes: left out, never set on anything.
    await client.requestText(
      'visitor:update',
      '{"profile":{"attributes":{"__proto__":{"admin":true},"constructor":"x","plan":"pro"}}}',
    )
    const [stored] = scene.database.prepare<[], string>('select attributes from visitors').pluck().all()
    expect(JSON.parse(stored ?? '')).toEqual({ plan: 'pro' })
    await scene.expectWhole()
  })

  it('[INP5] ends the connection of bytes that are no frames, or outlives them, and serves the others', async () => {
    const scene = await openScene({ seed: 33 })
    const { random } = scene
    const witness = await connectRawVisitor(scene.relay.url, rawIdentity(random))
    const conversationId = await startConversation(witness, random)
    const hostileFrames: readonly (readonly [name: string, frame: string | Buffer, ends: boolean])[] = [
      ['64 KiB and one byte', `42/visitor,1["message:send","${'x'.repeat(64 * 1024)}"]`, true],
      ['a packet that is cut off', '42/visitor,1["message:send",{', true],
      ['an unknown packet type', '49/visitor,', true],
      [
        'a binary packet without its parts',
        '451-/visitor,["message:send",{"_placeholder":true,"num":0}]',
        false,
      ],
      ['a million attachments', '459999999-/visitor,["message:send"]', true],
      ['an array as the name of an event', '42/visitor,1[["message:send"],{}]', true],
      ['an object as the name of an event', '42/visitor,1[{"toString":1},{}]', true],
      ['bytes that are no text', randomBytes(512), false],
      ['an unknown event', '42/visitor,["no:such-event",{}]', false],
      ['an event of Socket.IO itself', '42/visitor,["disconnecting",{}]', true],
      ['an ack of nothing', '43/visitor,99[{}]', false],
    ]
    for (const [name, frame, ends] of hostileFrames) {
      const client = await connectRawVisitor(scene.relay.url, rawIdentity(random))
      client.frame(frame)
      if (ends)
        await waitUntil(() => !client.isOpen(), { within: 5_000, what: `the end of a socket after ${name}` })
      await must(witness, 'message:send', { conversationId, cmid: random.uuid(), parts: parts(name) })
      client.close()
    }
    await scene.expectWhole()
  })

  it('[INP5] takes a message that comes in hundreds of fragments', async () => {
    const scene = await openScene({ seed: 34 })
    const client = await connectRawVisitor(scene.relay.url, rawIdentity(scene.random))
    const conversationId = await startConversation(client, scene.random)
    const frame = `42/visitor,9999["message:send",${JSON.stringify({
      conversationId,
      cmid: scene.random.uuid(),
      parts: parts('in pieces'),
    })}]`
    for (let at = 0; at < frame.length; at++)
      client.socket.send(frame[at] ?? '', { fin: at === frame.length - 1 })
    await waitUntil(
      () =>
        scene.database
          .prepare('select 1 from conversations where id = ? and last_seq = 2')
          .get(conversationId) !== undefined,
      { what: 'the message in fragments' },
    )
    await scene.expectWhole()
  })
})
