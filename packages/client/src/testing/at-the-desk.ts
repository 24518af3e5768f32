/** An agent with a visitor's conversation open, over the relay in memory: where the tests of the desk begin. */
import { createAgentClient } from '../agent/create-agent-client.ts'
import { createScene, text } from './two-sides.ts'

export async function atTheDesk() {
  const scene = createScene()
  const { client: visitor } = scene.openTab()
  const page = scene.openTab().page
  const agent = createAgentClient({
    url: 'http://relay.test',
    site: 'demo',
    openSocket: scene.relay.openSocket('agent'),
    storage: scene.storage,
    tabs: scene.browser.openTab(),
    page,
    clock: scene.clock,
    random: () => 0.5,
  })
  visitor.connect()
  agent.connect()
  await scene.clock.advance(100)
  const id = await visitor.conversations.start(text('Hello'))
  await scene.clock.advance(100)
  const desk = agent.conversations.open(id)
  await scene.clock.advance(100)
  return { ...scene, visitor, agent, desk, id }
}
