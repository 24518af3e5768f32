import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Candidate, chooseAgent, type Wanted } from './choose-agent.ts'

const wanted = (more: Partial<Wanted> = {}): Wanted => ({
  teamId: null,
  servedBy: null,
  refusedBy: new Set(),
  resting: new Set(),
  ...more,
})
const agent = (
  agentId: string,
  active: number,
  capacity: number,
  more: Partial<Candidate> = {},
): Candidate => ({
  agentId,
  teamIds: [],
  active,
  capacity,
  lastAssignedAt: null,
  ...more,
})

describe('the choice of an agent [RTE3]', () => {
  it('[RTE4] gives to the smallest share of capacity in use', () => {
    const choice = chooseAgent(wanted(), [agent('ada', 1, 2), agent('linus', 2, 5)], 'least_busy')
    expect(choice).toEqual({
      agentId: 'linus',
      why: { rule: 'least_busy', active: 2, capacity: 5, candidates: 2 },
    })
  })

  it('[RTE4] breaks a tie by the longest time since the last conversation', () => {
    const tied = [agent('ada', 1, 3, { lastAssignedAt: 20 }), agent('linus', 1, 3, { lastAssignedAt: 10 })]
    expect(chooseAgent(wanted(), tied, 'least_busy')).toEqual({
      agentId: 'linus',
      why: { rule: 'least_busy', active: 1, capacity: 3, candidates: 2, tieBrokenBy: 'longest_since_last' },
    })
  })

  it('[RTE4] goes around by round robin, whoever has more', () => {
    const pair = [agent('ada', 0, 3, { lastAssignedAt: 20 }), agent('linus', 2, 3, { lastAssignedAt: 10 })]
    expect(chooseAgent(wanted(), pair, 'round_robin')?.agentId).toBe('linus')
  })

  it('[RTE4] lets the agent who served this visitor come first, while there is a free slot', () => {
    const free = [agent('ada', 2, 3), agent('linus', 0, 3)]
    expect(chooseAgent(wanted({ servedBy: 'ada' }), free, 'least_busy')).toEqual({
      agentId: 'ada',
      why: { rule: 'returning', active: 2, capacity: 3, candidates: 2 },
    })
    const full = [agent('ada', 3, 3), agent('linus', 0, 3)]
    expect(chooseAgent(wanted({ servedBy: 'ada' }), full, 'least_busy')?.agentId).toBe('linus')
  })

  it("[RTE4] gives a team's conversation to its members only", () => {
    const both = [agent('ada', 0, 3), agent('linus', 2, 3, { teamIds: ['sales'] })]
    expect(chooseAgent(wanted({ teamId: 'sales' }), both, 'least_busy')?.agentId).toBe('linus')
    expect(chooseAgent(wanted({ teamId: 'billing' }), both, 'least_busy')).toBeNull()
  })

  it('[RTE5] asks who missed or declined it again only where nobody else may have it', () => {
    const refused = wanted({ refusedBy: new Set(['ada']) })
    expect(chooseAgent(refused, [agent('ada', 0, 3), agent('linus', 2, 3)], 'least_busy')?.agentId).toBe(
      'linus',
    )
    expect(chooseAgent(refused, [agent('ada', 0, 3), agent('linus', 3, 3)], 'least_busy')?.agentId).toBe(
      'ada',
    )
  })

  it('[RTE5] leaves an agent who declined in peace for a while', () => {
    const resting = wanted({ refusedBy: new Set(['ada']), resting: new Set(['ada']) })
    expect(chooseAgent(resting, [agent('ada', 0, 3)], 'least_busy')).toBeNull()
  })

  const anyAgents = fc.uniqueArray(
    fc.record({
      agentId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      teamIds: fc.subarray(['sales', 'billing']),
      active: fc.integer({ min: 0, max: 6 }),
      capacity: fc.integer({ min: 0, max: 5 }),
      lastAssignedAt: fc.option(fc.integer({ min: 0, max: 3 })),
    }),
    { selector: ({ agentId }) => agentId },
  )
  const anyWanted = fc.record({
    teamId: fc.constantFrom(null, 'sales', 'billing'),
    servedBy: fc.constantFrom(null, 'a', 'b', 'gone'),
    refusedBy: fc.subarray(['a', 'b', 'c', 'd']).map((ids) => new Set(ids)),
    resting: fc.subarray(['a', 'b']).map((ids) => new Set(ids)),
  })
  const anyStrategy = fc.constantFrom('least_busy' as const, 'round_robin' as const)

  it('[RTE3] never exceeds a capacity or leaves the team, finds somebody where somebody may, and says why truly', () => {
    fc.assert(
      fc.property(anyWanted, anyAgents, anyStrategy, (conversation, agents, strategy) => {
        const choice = chooseAgent(conversation, agents, strategy)
        const able = agents.filter(
          ({ agentId, active, capacity, teamIds }) =>
            active < capacity &&
            (conversation.teamId === null || teamIds.includes(conversation.teamId)) &&
            !conversation.resting.has(agentId),
        )
        if (!choice) {
          expect(able).toEqual([])
          return
        }
        const chosen = able.find(({ agentId }) => agentId === choice.agentId)
        expect(chosen).toBeDefined()
        expect(choice.why).toMatchObject({ active: chosen?.active, capacity: chosen?.capacity })
        expect(choice.why.candidates).toBeLessThanOrEqual(able.length)
        const share = ({ active, capacity }: Candidate) => active / capacity
        const asked = able.filter(({ agentId }) => !conversation.refusedBy.has(agentId))
        const rivals = asked.length > 0 ? asked : able
        if (choice.why.rule === 'returning') expect(choice.agentId).toBe(conversation.servedBy)
        if (choice.why.rule === 'least_busy')
          expect(chosen && share(chosen)).toBeCloseTo(Math.min(...rivals.map(share)))
        if (choice.why.rule === 'round_robin')
          expect(chosen?.lastAssignedAt ?? -1).toBe(
            Math.min(...rivals.map((one) => one.lastAssignedAt ?? -1)),
          )
      }),
    )
  })

  it('[RTE3] chooses the same agent in whatever order the agents come', () => {
    fc.assert(
      fc.property(anyWanted, anyAgents, anyStrategy, (conversation, agents, strategy) => {
        const forth = chooseAgent(conversation, agents, strategy)
        expect(chooseAgent(conversation, [...agents].reverse(), strategy)).toEqual(forth)
      }),
    )
  })
})
