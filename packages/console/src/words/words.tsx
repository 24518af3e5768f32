/** Hands the words and the ways to say a time to every component below; knows nothing of how a language is chosen. */
import { createTranslator, type Translator } from '@docent/ui/i18n'
import { createTimeWords, type TimeWords } from '@docent/ui/time'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { en } from './en.ts'

export type Say = Translator<typeof en>

export interface Words {
  readonly say: Say
  readonly time: TimeWords
}

/** The words of a language; English is the one that there is. */
export function createWords(locale: string, timeZone?: string): Words {
  return {
    say: createTranslator<typeof en>({ locale: 'en', words: en }),
    time: createTimeWords(timeZone === undefined ? { locale } : { locale, timeZone }),
  }
}

const WordsContext = createContext<Words>(createWords('en'))
export const WordsProvider = WordsContext.Provider
export const useWords = (): Words => useContext(WordsContext)
