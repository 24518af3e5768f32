// What the launcher tells the person at the terminal. Plain JavaScript: any Node from 18 on runs it.

/** @param {string} line */
export const say = (line) => void process.stdout.write(`${line}\n`)

/**
 * Ends the program with a sentence that says what to do.
 * @param {string} line
 * @returns {never}
 */
export function giveUp(line) {
  process.stderr.write(`${line}\n`)
  process.exit(1)
}

/** Checked before anything else is loaded, since it decides what can be. */
export function checkNode() {
  const [major] = process.versions.node.split('.').map(Number)
  if (major === undefined || major < 18)
    giveUp(
      `This needs Node 18 or later to begin with (here: ${process.versions.node}). Install one from https://nodejs.org/.`,
    )
}
