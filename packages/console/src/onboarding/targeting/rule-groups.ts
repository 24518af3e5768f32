/**
 * A rule as people edit it: groups of conditions, of which all, any or none must hold. Every rule becomes groups and every
 * group a rule of the same meaning; knows no form.
 */
import type { Condition, Rule } from '@docent/protocol/rule'

export type GroupMode = 'all' | 'any' | 'none'
export interface RuleGroup {
  readonly mode: GroupMode
  readonly parts: readonly (RuleGroup | Condition)[]
}

export const everybody: RuleGroup = { mode: 'all', parts: [] }

export const isGroup = (part: RuleGroup | Condition): part is RuleGroup => 'mode' in part

/** What stands at the top of an editor is always a group, and a lone condition is a group of one. */
export function groupOf(rule: Rule): RuleGroup {
  const part = partOf(rule)
  return isGroup(part) ? part : { mode: 'all', parts: [part] }
}

function partOf(rule: Rule): RuleGroup | Condition {
  if ('all' in rule) return { mode: 'all', parts: rule.all.map(partOf) }
  if ('any' in rule) return { mode: 'any', parts: rule.any.map(partOf) }
  if (!('not' in rule)) return rule
  const { not } = rule
  return { mode: 'none', parts: 'any' in not ? not.any.map(partOf) : [partOf(not)] }
}

export function ruleOf({ mode, parts }: RuleGroup): Rule {
  const rules = parts.map((part) => (isGroup(part) ? ruleOf(part) : part))
  if (mode === 'none') return { not: { any: rules } }
  return mode === 'all' ? { all: rules } : { any: rules }
}

/** Whether it says nothing at all, and so holds for everybody. */
export const isEmpty = ({ mode, parts }: RuleGroup): boolean => mode !== 'any' && parts.length === 0
