/** One conversation in the hands of a team, with a real relay: words, notes, hands that change, the end and what follows. */
import { type Agent, openAgent, openTalk, openVisitor, type Visitor } from '@docent/testing/cast'
import { deskOf } from '@docent/testing/desk'
import { type Journey, openJourney } from '@docent/testing/journey'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let journey: Journey
let ada: Agent
let linus: Agent
beforeAll(async () => {
  journey = await openJourney()
  ada = await openAgent(journey, 'ada')
  linus = await openAgent(journey, 'linus')
})
afterAll(() => journey.close())

const logOf = ({ page }: Agent) => page.getByRole('log', { name: 'Conversation' })
/** What stands below the agent's last message; those above say theirs to screen readers alone. */
const stateOf = (agent: Agent, state: string) =>
  logOf(agent).locator('.send-state', { hasText: new RegExp(`^${state}$`) })

/** A visitor who wrote, and ada who took it. */
const talk = (words: string): Promise<Visitor> => openTalk(journey, ada, words)

/** Gives the desk up again, so that the next conversation is alone. */
async function ends(visitor: Visitor, holder: Agent = ada): Promise<void> {
  await holder.presses('Resolve')
  expect([...visitor.troubles(), ...ada.troubles(), ...linus.troubles()]).toEqual([])
  await visitor.leaves()
}

describe('two people talk', () => {
  it('[MRK1] [MRK3] [MRK4] in both directions: words, who is writing, and what was read', async () => {
    const visitor = await talk('Is the yurt heated?')
    await visitor.seesState('Read')

    await visitor.field.pressSequentially('In wint')
    await logOf(ada).getByText('Visitor is writing').waitFor({ state: 'attached' })
    await visitor.says('In winter, I mean')
    await ada.sees('In winter, I mean')
    await logOf(ada).getByText('Visitor is writing').waitFor({ state: 'detached' })

    const reply = ada.page.getByRole('textbox', { name: 'Reply' })
    await reply.pressSequentially('It is')
    await visitor.log.getByText('Ada Byron is writing').waitFor({ state: 'attached' })
    await ada.replies('It is, by a **wood stove**.')
    await visitor.log.locator('strong', { hasText: 'wood stove' }).waitFor()
    await stateOf(ada, 'Read').waitFor()
    await visitor.shut()
    await ada.replies('Shall I book it?')
    await stateOf(ada, 'Sent').waitFor()
    await visitor.open()
    await stateOf(ada, 'Read').waitFor()
    await ends(visitor)
  })

  it('[MSG2] a note stays among agents: no frame with it ever reaches the visitor', async () => {
    const visitor = await talk('May I bring my dog?')
    await ada.notes('Careful, the last one ate the carpet')
    const note = ada.page.getByRole('article', { name: 'Note by Ada Byron' })
    await note.getByText('Careful, the last one ate the carpet').waitFor()
    await linus.views('All open')
    await linus.opens('May I bring my dog?')
    await linus.sees('Careful, the last one ate the carpet')
    await ada.replies('Of course you may')
    await visitor.sees('Of course you may')
    await visitor.page.reload()
    await visitor.open()
    await visitor.sees('Of course you may')
    expect(visitor.frames.join('\n')).toContain('Of course you may')
    expect(visitor.frames.join('\n')).not.toContain('carpet')
    await ends(visitor)
  })
})

describe('whose it is', () => {
  it('[RTE3] the why of an assignment is one click away', async () => {
    const visitor = await talk('Why did you get me?')
    await ada.page.getByRole('button', { name: 'Why?' }).first().click()
    await ada.sees('Ada Byron took the conversation.')
    await ada.page.keyboard.press('Escape')
    await ends(visitor)
  })

  it('[RTE2] transferred to an agent it is his, and the visitor hears of him; to a team it waits for that team', async () => {
    const visitor = await talk('I need an invoice')
    const choose = async (agent: Agent, name: string) => {
      await agent.presses('Transfer')
      await agent.page.getByRole('combobox', { name: 'Find an agent or a team' }).fill(name)
      await agent.page.getByRole('option', { name: new RegExp(name) }).waitFor()
      await agent.page.keyboard.press('Enter')
    }
    await choose(ada, 'Linus')
    await ada.sees('With Linus Berg')
    await visitor.sees('Linus Berg joined the conversation')
    await linus.views('Mine')
    await linus.opens('I need an invoice')
    await linus.sees('With you')
    await choose(linus, 'Sales')
    await linus.sees('Linus Berg transferred it to the team Sales')
    await linus.page.getByRole('link', { name: /^Sales/ }).click()
    await linus.opens('I need an invoice')
    await linus.presses('Take')
    await linus.sees('With you')
    await ends(visitor, linus)
  })

  it('[RTE2] a step from a stale desk changes nothing, and is told who has it', async () => {
    const visitor = await openVisitor(journey)
    await visitor.open()
    await visitor.says('Two hands reach for me')
    await visitor.seesState('Sent')
    const slow = await openSlowDesk()
    await slow.agent.views('Unassigned')
    await slow.agent.opens('Two hands reach for me')
    slow.hold()
    await linus.views('Unassigned')
    await linus.opens('Two hands reach for me')
    await linus.presses('Take')
    await linus.sees('With you')
    await slow.agent.presses('Take')
    await slow.agent.sees('Linus Berg has this conversation now.')
    slow.release()
    await slow.agent.sees('With Linus Berg')
    await ends(visitor, linus)
    await slow.agent.leaves()
  })

  it('[RTE2] a supervisor takes a conversation over, and its agent sees it at once', async () => {
    const visitor = await talk('Let me speak to your manager')
    const susan = await openAgent(journey, 'supervisor')
    await susan.views('All open')
    await susan.opens('Let me speak to your manager')
    await susan.sees('With Ada Byron')
    await susan.presses('Take')
    await susan.sees('With you')
    await ada.sees('With Susan Kare')
    await susan.replies('Susan here. How can I help?')
    await visitor.sees('Susan here. How can I help?')
    await ends(visitor, susan)
    await susan.leaves()
  })
})

describe('the end and what follows', () => {
  it('[RTE2] resolved is told to the visitor, whose next message opens it again in the same hands', async () => {
    const visitor = await talk('Thank you, that is all')
    await ada.accepts(true)
    await ada.presses('Resolve')
    await visitor.sees('This conversation was marked as resolved')
    await ada.views('Resolved')
    await ada.list.getByText('Thank you, that is all').first().click()
    await ada.sees('This conversation is resolved. Reopen it to go on.')
    await visitor.says('One more thing')
    await ada.sees('One more thing')
    await ada.sees('With you')
    await ada.presses('Resolve')
    await ada.presses('Reopen')
    await visitor.log.getByText('This conversation was opened again').first().waitFor()
    await ada.accepts(false)
    await ends(visitor)
  })

  it('the desk knows who writes: page, browser, language, and what the site said', async () => {
    const visitor = await openVisitor(journey, {
      browser: { locale: 'nl-NL', timezoneId: 'Europe/Amsterdam' },
    })
    await visitor.page.evaluate(() => {
      const { Docent } = window as unknown as { Docent(command: string, options: object): void }
      Docent('update', { name: 'Greta Vos', email: 'greta@example.org', attributes: { plan: 'pro' } })
    })
    await visitor.open()
    await visitor.says('Do you know me?')
    await visitor.seesState('Sent')
    await ada.views('Unassigned')
    await ada.opens('Do you know me?')
    const panel = ada.page.getByRole('complementary', { name: 'Visitor' })
    for (const words of [
      'Greta Vos',
      'greta@example.org',
      'Not verified',
      'pro',
      /Chrom/,
      /Dutch/,
      /Amsterdam/,
    ])
      await panel.getByText(words).first().waitFor()
    await ada.presses('Take')
    await ada.sees('With you')
    await ends(visitor)
  })
})

/** A desk whose news can be held back on their way, while answers to what it asks still come. */
async function openSlowDesk() {
  const test = await journey.newPage({ viewport: { width: 1_440, height: 900 } })
  const kept: (() => void)[] = []
  let holding = false
  await test.page.routeWebSocket(/socket\.io/, (socket) => {
    const relay = socket.connectToServer()
    relay.onMessage((frame) => {
      // "42" is an event, "43" an answer.
      if (holding && String(frame).startsWith('42')) kept.push(() => socket.send(frame))
      else socket.send(frame)
    })
  })
  const desk = deskOf(test.page, journey.relay.url)
  await desk.signIn('supervisor@demo.test')
  return {
    agent: { ...test, ...desk, leaves: test.close },
    hold: () => {
      holding = true
    },
    release: () => {
      holding = false
      for (const send of kept.splice(0)) send()
    },
  }
}
