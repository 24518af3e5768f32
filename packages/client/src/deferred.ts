/** A promise with its handles outside; browsers of before 2024 have no `Promise.withResolvers`. */
export interface Deferred {
  readonly promise: Promise<void>
  resolve(): void
}

export function createDeferred(): Deferred {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve: () => resolve() }
}
