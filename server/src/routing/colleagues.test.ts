import { describe, expect, it } from 'vitest'
import { openDesk } from './desk-words.ts'

const { desk, agentAtDesk } = await openDesk()

describe('colleagues [PRS]', () => {
  it('[PRS1] shows who is connected, what they accept and how busy they are', async () => {
    const teamId = await desk.team('Sales')
    const ada = await agentAtDesk('Ada', { teamIds: [teamId] })
    await desk.agent('Linus', { accepting: false })
    await desk.starts()
    const { agents, teams } = desk.routing.colleagues(desk.siteId)
    expect(agents).toMatchObject([
      { name: 'Ada', connected: true, accepting: true, active: 1, capacity: 3, teamIds: [teamId] },
      { name: 'Linus', connected: false, accepting: false, active: 0, teamIds: [] },
    ])
    expect(teams).toEqual([{ id: teamId, name: 'Sales' }])
    desk.leaves(ada)
    await desk.passes(10)
    expect(desk.publisher.of('agent:changed').at(-1)).toMatchObject({
      agent: { name: 'Ada', connected: false },
    })
  })
})
