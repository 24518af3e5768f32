/** Room 3 of the messenger: search, articles, and the way to a person. Loaded where the site has articles. Styles: `help.css`. */
export type { HelpContext, HelpScreen, Question } from './help-context.ts'
export {
  createHelpPlace,
  createHelpRoom,
  type HelpPlace,
  type HelpRoom,
  type HelpRoomOptions,
} from './help-room.tsx'
export { type HelpWords, helpWords } from './help-words.ts'
export type { OffersMemory } from './offers.tsx'
