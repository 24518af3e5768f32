/** What a rule can ask about, with the ways in which each can be asked. The words stand in the table of words. */
import type { Condition, FactName, Operator, SimpleFact } from '@docent/protocol/rule'

export type FactKind = 'text' | 'number' | 'yes_no' | 'device' | 'any' | 'count'

const simpleFacts = {
  path: 'text',
  address: 'text',
  title: 'text',
  referrer: 'text',
  signedIn: 'yes_no',
  visits: 'number',
  pageViews: 'number',
  secondsOnPage: 'number',
  secondsOnSite: 'number',
  scrollPercent: 'number',
  idleSeconds: 'number',
  exitIntent: 'yes_no',
  device: 'device',
  language: 'text',
} as const satisfies Record<SimpleFact, FactKind>

const simpleFactNames = Object.keys(simpleFacts) as SimpleFact[]
export const devices = ['phone', 'tablet', 'desktop'] as const

/** What is chosen in the list of facts: a plain one, or a group whose member is named beside it. */
export type FactChoice = SimpleFact | 'attributes' | 'events'
export const factChoices: readonly FactChoice[] = ['attributes', 'events', ...simpleFactNames]

export function choiceOf(fact: FactName): { readonly choice: FactChoice; readonly name: string } {
  for (const group of ['attributes', 'events'] as const)
    if (fact.startsWith(`${group}.`)) return { choice: group, name: fact.slice(group.length + 1) }
  return { choice: fact as SimpleFact, name: '' }
}

export const factOf = (choice: FactChoice, name: string): FactName =>
  choice === 'attributes' || choice === 'events' ? `${choice}.${name}` : choice

export const kindOf = (choice: FactChoice): FactKind =>
  choice === 'attributes' ? 'any' : choice === 'events' ? 'count' : simpleFacts[choice]

const texts = [
  'is',
  'is_not',
  'contains',
  'not_contains',
  'starts_with',
  'ends_with',
  'matches',
] as const satisfies readonly Operator[]

const operatorsByKind: Readonly<Record<FactKind, readonly Operator[]>> = {
  text: [...texts, 'exists', 'not_exists'],
  number: ['at_least', 'at_most', 'is', 'is_not'],
  yes_no: ['is'],
  device: ['is', 'is_not'],
  any: [...texts, 'at_least', 'at_most', 'exists', 'not_exists'],
  count: ['at_least', 'at_most', 'is'],
}

export const operatorsOf = (choice: FactChoice): readonly Operator[] => operatorsByKind[kindOf(choice)]

export const takesValue = (op: Operator): boolean => op !== 'exists' && op !== 'not_exists'

/** A condition to begin with when a fact was chosen: one that people mean most often. */
export function startingCondition(choice: FactChoice): Condition {
  const fact = factOf(choice, '')
  switch (choice) {
    case 'path':
      return { fact, op: 'matches', value: '/*' }
    case 'events':
      return { fact, op: 'at_least', value: 1 }
    case 'attributes':
      return { fact, op: 'is', value: '' }
    case 'device':
      return { fact, op: 'is', value: 'desktop' }
    default:
      if (kindOf(choice) === 'yes_no') return { fact, op: 'is', value: true }
      return kindOf(choice) === 'number'
        ? { fact, op: 'at_least', value: 1 }
        : { fact, op: 'contains', value: '' }
  }
}

/** Another operator keeps the value where it still makes sense. */
export function withOperator(condition: Condition, op: Operator): Condition {
  const { fact, value } = condition
  return takesValue(op) ? { fact, op, value: value ?? '' } : { fact, op }
}

/** What was typed becomes a number where the fact is one; else it stays the text that it is. */
export function typedValue(choice: FactChoice, typed: string): string | number {
  const kind = kindOf(choice)
  if (kind !== 'number' && kind !== 'count') return typed
  const number = Number(typed)
  return typed.trim() !== '' && Number.isFinite(number) ? number : 0
}
