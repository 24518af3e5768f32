/**
 * What stands in for Engine.IO's own emitter in the widget's build: its methods as far as Engine.IO calls them, for a
 * third of the bytes. Those who listen as an event is told hear it, whatever a listener before them takes back.
 */
type Listener = ((...given: unknown[]) => void) & { of?: Listener }

export class Emitter {
  /** By name; made with the first, since Engine.IO's classes are built before their own constructors ran. */
  private heard?: Map<string, readonly Listener[]>

  listeners(name: string): readonly Listener[] {
    return this.heard?.get(name) ?? []
  }

  on(name: string, listener: Listener): this {
    this.heard ??= new Map()
    this.heard.set(name, [...this.listeners(name), listener])
    return this
  }

  once(name: string, listener: Listener): this {
    const once: Listener = (...given) => {
      this.off(name, once)
      listener.apply(this, given)
    }
    once.of = listener
    return this.on(name, once)
  }

  /** Without a listener all of that name, without a name all. */
  off(name?: string, listener?: Listener): this {
    if (name === undefined) this.heard?.clear()
    else {
      const left = listener
        ? this.listeners(name).filter((one) => one !== listener && one.of !== listener)
        : []
      this.heard?.set(name, left)
    }
    return this
  }

  removeListener(name: string, listener?: Listener): this {
    return this.off(name, listener)
  }

  removeAllListeners(name?: string): this {
    return this.off(name)
  }

  emit(name: string, ...given: unknown[]): this {
    for (const listener of this.listeners(name)) listener.apply(this, given)
    return this
  }

  emitReserved(name: string, ...given: unknown[]): this {
    return this.emit(name, ...given)
  }
}
