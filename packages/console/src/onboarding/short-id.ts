/** Ids of steps, items and choices: unique within one flow, short enough to be read in a table of figures. */

/** @param makeId makes UUIDs; their last twelve digits are chance enough for one flow */
export const shortId = (makeId: () => string): string => makeId().slice(-12)
