/**
 * Every word that the console says, in English, area by area. Another language is another table of the same keys.
 * Sentences are whole: a name or a number goes into its gap, nothing is glued together.
 */
import { articleEditorWords } from './en/article-editor.ts'
import { articleWords } from './en/articles.ts'
import { conversationWords } from './en/conversation.ts'
import { deskWords } from './en/desk.ts'
import { failureWords } from './en/failures.ts'
import { figuresWords } from './en/figures.ts'
import { flowContentWords } from './en/flow-content.ts'
import { guideWords } from './en/guide.ts'
import { helpLoopWords } from './en/help-loop.ts'
import { inboxWords } from './en/inbox.ts'
import { onboardingWords } from './en/onboarding.ts'
import { settingsWords } from './en/settings.ts'
import { signInWords } from './en/sign-in.ts'
import { targetingWords } from './en/targeting.ts'
import { visitorWords } from './en/visitor.ts'

export const en = {
  ...deskWords,
  ...signInWords,
  ...inboxWords,
  ...conversationWords,
  ...visitorWords,
  ...settingsWords,
  ...failureWords,
  ...articleWords,
  ...articleEditorWords,
  ...onboardingWords,
  ...flowContentWords,
  ...targetingWords,
  ...figuresWords,
  ...guideWords,
  ...helpLoopWords,
} as const
