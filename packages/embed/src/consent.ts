/** Whether anything may be stored and a connection opened [EMB1]. The answer itself is stored only when it is yes. */

export interface Consent {
  isGiven(): boolean
  /** Whether the visitor still has to be asked. */
  give(): void
  withdraw(): void
}

/** @param options.storage throws or is null where the page may not store */
export function createConsent(options: {
  readonly site: string
  readonly required: boolean
  readonly storage: () => Storage
}): Consent {
  const key = `docent:${options.site}:consent`
  const stored = <T>(act: (storage: Storage) => T): T | null => {
    try {
      return act(options.storage())
    } catch {
      // A sandboxed frame, or a browser told to store nothing: the answer lasts as long as the page.
      return null
    }
  }
  let given = !options.required || stored((storage) => storage.getItem(key)) !== null
  return {
    isGiven: () => given,
    give: () => {
      given = true
      if (options.required) stored((storage) => storage.setItem(key, '1'))
    },
    withdraw: () => {
      given = false
      stored((storage) => storage.removeItem(key))
    },
  }
}
