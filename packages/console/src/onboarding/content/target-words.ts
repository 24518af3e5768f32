/** Says in words how an element is found, for whoever reads a step without its page. */
import type { Locator, Target } from '@docent/protocol/flow'
import type { Say } from '../../words/words.tsx'

export function locatorWords(say: Say, locator: Locator): string {
  switch (locator.by) {
    case 'docent':
      return say('content.targetBy.docent', { id: locator.id })
    case 'css':
      return say('content.targetBy.css', { selector: locator.selector })
    case 'role':
      return say('content.targetBy.role', { role: locator.role, name: locator.name })
    case 'text':
      return say('content.targetBy.text', { text: locator.text })
  }
}

/** The first way, and how many others follow. */
export function targetWords(say: Say, target: Target): { readonly first: string; readonly more: string } {
  const [first, ...others] = target.locators
  const [within] = target.within ?? []
  const more = [
    others.length > 0 ? say('content.targetThen', { count: others.length }) : '',
    within ? say('content.targetWithin', { target: locatorWords(say, within) }) : '',
  ]
  return {
    first: first ? locatorWords(say, first) : say('content.noTarget'),
    more: more.filter(Boolean).join(', '),
  }
}
