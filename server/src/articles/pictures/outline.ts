/** What the reader of one format finds in a picture's bytes; knows no format. */

/** `end` is where the picture ends. */
export interface Outline {
  readonly width: number
  readonly height: number
  readonly end: number
}

/**
 * @returns null where the bytes are of another format
 * @throws RangeError where they end too early, PictureBroken where they contradict themselves
 */
export type ReadOutline = (bytes: Buffer) => Outline | null

/** The bytes contradict themselves. */
export class PictureBroken extends Error {}
