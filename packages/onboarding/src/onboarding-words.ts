/** What the deciding part says: words for agents, and for the page's console. What visitors read comes with the stage. */
export const onboardingWords = {
  /** Where somebody was who asked for help, as the agent reads it. */
  stuckAt: '{tour}, step {place}: {step} (version {version})',
} as const
