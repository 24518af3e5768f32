/** Two quiet tones for a new message or an offer; made, not loaded, and silent where the browser forbids sound. */

export interface Chime {
  message(): void
  offer(): void
}

/** @param open makes the audio context; called at the first tone, since browsers want a gesture before it */
export function createChime(open: () => AudioContext): Chime {
  let context: AudioContext | null = null
  const tones = (frequencies: readonly number[]): void => {
    try {
      context ??= open()
      const { currentTime, destination } = context
      frequencies.forEach((frequency, index) => {
        if (!context) return
        const start = currentTime + index * 0.14
        const oscillator = context.createOscillator()
        const gain = context.createGain()
        oscillator.frequency.value = frequency
        gain.gain.setValueAtTime(0.0001, start)
        gain.gain.exponentialRampToValueAtTime(0.08, start + 0.02)
        gain.gain.exponentialRampToValueAtTime(0.0001, start + 0.3)
        oscillator.connect(gain).connect(destination)
        oscillator.start(start)
        oscillator.stop(start + 0.32)
      })
    } catch {
      // No audio device, or not allowed: the title and the notification still speak.
      context = null
    }
  }
  return { message: () => tones([660, 880]), offer: () => tones([523, 659, 784]) }
}
