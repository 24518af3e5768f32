import type { FlowEventKind } from '@docent/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CountedRun, createFiguresCount, median } from './figures.ts'
import { cell, figuresCsv } from './figures-csv.ts'

const places = ['one', 'two', 'three']

/** `['seen one 0', 'seen two 500', 'completed - 900']`: what happened, where, and how many milliseconds after the start. */
function run(status: CountedRun['status'], ...said: readonly string[]): CountedRun {
  const events = said.map((text, index) => {
    const [kind, step, at] = text.split(' ') as [FlowEventKind, string, string]
    return { kind, stepId: step === '-' ? null : step, seq: index + 2, at: 1_000 + Number(at) }
  })
  const last = events.findLast(({ kind }) => kind === 'seen')
  return {
    version: 1,
    status,
    stepId: last?.stepId ?? null,
    startedAt: 1_000,
    endedAt: status === 'running' ? null : (events.at(-1)?.at ?? 1_000),
    events,
  }
}

function figuresOf(...runs: readonly CountedRun[]) {
  const count = createFiguresCount(() => places, places)
  for (const one of runs) count.add(one)
  return count.figures()
}

const step = (
  stepId: string,
  seen: number,
  done: number,
  left: number,
  medianMs: number | null,
  missing = 0,
) => ({
  stepId,
  seen,
  done,
  left,
  medianMs,
  missing,
})

describe('the figures of a tour', () => {
  it('[FLO16] count who began, went on, left and came to the end', () => {
    const figures = figuresOf(
      run('completed', 'seen one 0', 'seen two 100', 'seen three 300', 'completed - 900'),
      run('dismissed', 'seen one 0', 'seen two 300', 'dismissed two 400'),
      run('running', 'seen one 0'),
      run('running'),
    )
    expect(figures).toEqual({
      started: 4,
      completed: 1,
      left: 1,
      medianMs: 900,
      steps: [step('one', 3, 2, 0, 200), step('two', 2, 1, 1, 200), step('three', 1, 1, 0, 600)],
    })
  })

  it('[FLO16] take no step back for going on', () => {
    const figures = figuresOf(
      run('dismissed', 'seen one 0', 'seen two 50', 'seen one 90', 'dismissed one 100'),
    )
    expect(figures.steps).toEqual([
      step('one', 1, 1, 1, 50),
      step('two', 1, 0, 0, null),
      step('three', 0, 0, 0, null),
    ])
  })

  it('[FLO16] pass over what a branch left out, and count a missing target once a run', () => {
    const figures = figuresOf(
      run('completed', 'seen one 0', 'missing two 10', 'missing two 20', 'seen three 40', 'completed - 60'),
    )
    expect(figures.steps).toEqual([
      step('one', 1, 1, 0, 40),
      step('two', 0, 0, 0, null, 1),
      step('three', 1, 1, 0, 20),
    ])
  })

  it('[FLO16] never tell of less than no time, whatever two devices’ clocks say', () => {
    expect(figuresOf(run('completed', 'seen one 500', 'seen two 100', 'completed - 0')).medianMs).toBe(0)
    expect(
      figuresOf(run('completed', 'seen one 500', 'seen two 100', 'completed - 0')).steps[0]?.medianMs,
    ).toBe(0)
  })
})

describe('the figures of a checklist', () => {
  it('[FLO16] count an item that an agent ticked, though nobody looked at it', () => {
    const figures = figuresOf(
      run('running', 'item_done two 700'),
      run('running', 'seen one 0', 'item_done one 400'),
      run('dismissed', 'seen one 0', 'dismissed - 10'),
    )
    expect(figures.steps).toEqual([
      step('one', 2, 1, 1, 400),
      step('two', 1, 1, 0, null),
      step('three', 0, 0, 0, null),
    ])
  })
})

describe('a median', () => {
  it('[FLO16] has as many below as above', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100_000), { minLength: 1, maxLength: 200 }), (values) => {
        const middle = median(values) ?? Number.NaN
        // Of two in the middle it is the mean, in whole milliseconds.
        expect(values.filter((value) => value < middle - 0.5).length).toBeLessThanOrEqual(values.length / 2)
        expect(values.filter((value) => value > middle + 0.5).length).toBeLessThanOrEqual(values.length / 2)
      }),
    )
    expect([median([]), median([7]), median([1, 10, 2]), median([1, 2]), median([9, 100, 11, 10])]).toEqual([
      null,
      7,
      2,
      2,
      11,
    ])
  })
})

describe('the table for spreadsheets', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+49 30', "'+49 30"],
    ['-2', "'-2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\u0000=1+1', "'\u0000=1+1"],
    [' =HYPERLINK("https://evil.example","Click")', `"' =HYPERLINK(""https://evil.example"",""Click"")"`],
    ['\t=1', "'\t=1"],
    ['\r=1', '"\'\r=1"'],
    ['＝1', "'＝1"],
    ['Name, "quoted"', '"Name, ""quoted"""'],
    ['Plain = text', 'Plain = text'],
  ])('[FLO16] makes no formula of %j', (value, expected) => {
    expect(cell(value)).toBe(expected)
  })

  it('[FLO16] says the same as the figures', () => {
    const figures = figuresOf(run('completed', 'seen one 0', 'seen two 100', 'completed - 300'))
    const titles = new Map([
      ['one', 'Begin'],
      ['two', '=2+2'],
      ['three', 'End'],
    ])
    expect(figuresCsv({ name: 'Welcome', figures, titles }).split('\r\n')).toEqual([
      '\uFEFFStep,Title,Started or seen,Done,Left,Median ms,Target missing',
      ',Welcome,1,1,0,300,',
      '1,Begin,1,1,0,100,0',
      "2,'=2+2,1,1,0,200,0",
      '3,End,0,0,0,,0',
      '',
    ])
  })
})
