/** The languages that a request asks for, as its query names them. Knows nothing of what there is. */

/** Languages that are looked at, and characters of the list: browsers send a handful. */
const localesRead = 10
const localesLength = 300

/** A list as browsers have it: "lv,en-GB,en". What is no language tag is passed over. */
export const wantedLocales = (list: unknown): readonly string[] =>
  typeof list === 'string'
    ? list
        .slice(0, localesLength)
        .split(',')
        .map((tag) => tag.trim())
        .filter((tag) => /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/.test(tag))
        .slice(0, localesRead)
    : []
