/**
 * Greetings and thanks around what somebody has to say, left out where they are nothing else [HLP14]: a sentence of them alone,
 * at the beginning or the end. In some languages; in others everything stays. Pure.
 */

const greetings =
  'hi|hello|hey|hi there|hello there|good (?:morning|afternoon|evening|day)|dear|' +
  'tere|tervist|tere (?:päevast|hommikust|õhtust|päevast)|head aega|' +
  'sveiki|sveika|sveiks|čau|labdien|labrīt|labvakar|' +
  'labas|sveikas|laba diena|labas rytas|labas vakaras|' +
  'привет|здравствуйте|здравствуй|добрый (?:день|вечер)|доброе утро|доброго дня|' +
  'hallo|guten (?:tag|morgen|abend)|bonjour|bonsoir|salut|hola|buenos días|buenas tardes|hej|moi|hei|cześć|dzień dobry'
const thanks =
  'thanks|thank you|thx|many thanks|thanks (?:a lot|so much|in advance|again)|thank you (?:very much|so much|in advance|again)|cheers|' +
  '(?:best|kind|warm) regards|regards|best|bye|goodbye|have a (?:nice|great|good) (?:day|one|evening|weekend)|' +
  "you(?:'|’)?re welcome|you are welcome|no problem|my pleasure|glad (?:to help|i could help)|great|ok|okay|perfect|" +
  'aitäh|suur aitäh|tänan|tänan väga|palun|pole tänu väärt|parimat|lugupidamisega|kena päeva|ilusat päeva|' +
  'paldies|liels paldies|lūdzu|nav par ko|ar cieņu|jauku dienu|' +
  'ačiū|dėkoju|labai ačiū|prašom|nėra už ką|pagarbiai|gražios dienos|' +
  'спасибо|большое спасибо|спасибо большое|благодарю|пожалуйста|не за что|с уважением|хорошего дня|всего доброго|' +
  'danke|vielen dank|danke schön|bitte|mit freundlichen grüßen|merci|merci beaucoup|gracias|muchas gracias|tack|kiitos|dziękuję'

/** Whom it is said to or who says it: a name or two. A word without a capital would be what it is about. */
const names = (between: string): string => `(?:${between}\\p{Lu}[\\p{L}\\p{M}'’-]{0,30}){0,2}\\s{0,3}`

const opening = new RegExp(
  `^(?i:${greetings})${names('[ ,]{1,2}')}(?:[!.,…]{1,3}\\s*|\\s[–-]\\s+|\\n+\\s*|$)`,
  'u',
)
const closing = new RegExp(
  `(?:^|(?<=[!?.…]\\s{0,3})|\\n\\s{0,10})(?i:${thanks})${names('[ ,\\n]{1,3}')}[!.…,]{0,3}[\\s\\p{Extended_Pictographic}]{0,10}$`,
  'u',
)
/** Before the answer as well: "Thanks for writing!" stays, "Thank you." goes. */
const openingThanks = new RegExp(`^(?i:${thanks})${names('[ ,]{1,2}')}[!.…]{1,3}\\s*`, 'u')

/** A greeting, a name and a thank-you: more is something else. */
const most = 4
/** Only the end is looked at for what ends a text. */
const endLength = 120

export function withoutPleasantries(text: string): string {
  let rest = text.trim()
  for (let round = 0; round < most; round++) {
    const begun = rest.replace(opening, '').replace(openingThanks, '').trim()
    const end = begun.slice(-endLength).toWellFormed()
    const shorter = closing.test(end) ? (begun.slice(0, -endLength) + end.replace(closing, '')).trim() : begun
    if (shorter === rest) return rest
    rest = shorter
  }
  return rest
}
