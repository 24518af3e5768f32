/** The words of the help centre's own pages; articles bring theirs. English stands in for a language without a table. */
import { createTranslator, type TranslationOf, type Translator } from '@docent/ui/i18n'

const en = {
  helpCentre: '{name} Help',
  greeting: 'How can we help?',
  search: 'Search for help',
  searchButton: 'Search',
  resultsFor: 'Results for “{query}”',
  results: { one: '{count} article', other: '{count} articles' },
  noResults: 'Nothing found for “{query}”.',
  noResultsHint: 'Try fewer or other words, or look through the topics below.',
  searchRests: 'The search cannot answer at the moment. Try again in a minute.',
  topics: 'Topics',
  others: 'More articles',
  all: { one: 'Show {count} article', other: 'Show all {count} articles' },
  previous: 'Previous',
  next: 'Next',
  home: 'All topics',
  onThisPage: 'On this page',
  related: 'Related articles',
  updated: 'Updated {date}',
  languages: 'Languages',
  inLanguage: 'In {language}',
  helpful: 'Was this helpful?',
  yes: 'Yes',
  no: 'No',
  thanks: 'Thank you. That helps us to write better articles.',
  skip: 'Skip to content',
  notFound: 'This page is not here',
  notFoundHint: 'It may have been renamed or taken down. Search for it, or begin with the topics.',
  empty: 'No articles yet',
  emptyHint: 'Articles appear here as soon as they are published.',
  note: 'Note',
  tip: 'Tip',
  warning: 'Warning',
} as const

type HelpWords = TranslationOf<typeof en>
export type HelpTranslator = Translator<typeof en>

const et: HelpWords = {
  helpCentre: '{name} abikeskus',
  greeting: 'Kuidas saame aidata?',
  search: 'Otsi abi',
  searchButton: 'Otsi',
  resultsFor: 'Otsingu „{query}“ tulemused',
  results: { one: '{count} artikkel', other: '{count} artiklit' },
  noResults: 'Otsing „{query}“ ei andnud tulemusi.',
  noResultsHint: 'Proovi vähemate või teiste sõnadega või vaata teemasid allpool.',
  searchRests: 'Otsing ei saa praegu vastata. Proovi minuti pärast uuesti.',
  topics: 'Teemad',
  others: 'Veel artikleid',
  all: { one: 'Näita {count} artiklit', other: 'Näita kõiki {count} artiklit' },
  previous: 'Eelmised',
  next: 'Järgmised',
  home: 'Kõik teemad',
  onThisPage: 'Sellel lehel',
  related: 'Seotud artiklid',
  updated: 'Uuendatud {date}',
  languages: 'Keeled',
  inLanguage: 'Keel: {language}',
  helpful: 'Kas sellest oli abi?',
  yes: 'Jah',
  no: 'Ei',
  thanks: 'Aitäh! See aitab meil paremaid artikleid kirjutada.',
  skip: 'Liigu sisu juurde',
  notFound: 'Seda lehte siin pole',
  notFoundHint: 'See võib olla ümber nimetatud või maha võetud. Otsi seda või alusta teemadest.',
  empty: 'Artikleid veel pole',
  emptyHint: 'Artiklid ilmuvad siia kohe, kui need avaldatakse.',
  note: 'Märkus',
  tip: 'Nõuanne',
  warning: 'Hoiatus',
}

const lv: HelpWords = {
  helpCentre: '{name} palīdzība',
  greeting: 'Kā varam palīdzēt?',
  search: 'Meklēt palīdzību',
  searchButton: 'Meklēt',
  resultsFor: 'Rezultāti vaicājumam “{query}”',
  results: { zero: '{count} rakstu', one: '{count} raksts', other: '{count} raksti' },
  noResults: 'Vaicājumam “{query}” nekas netika atrasts.',
  noResultsHint: 'Mēģiniet ar mazāk vai citiem vārdiem vai apskatiet tēmas zemāk.',
  searchRests: 'Meklēšana pašlaik nevar atbildēt. Mēģiniet vēlreiz pēc minūtes.',
  topics: 'Tēmas',
  others: 'Citi raksti',
  all: { zero: 'Rādīt {count} rakstu', one: 'Rādīt {count} rakstu', other: 'Rādīt visus {count} rakstus' },
  previous: 'Iepriekšējie',
  next: 'Nākamie',
  home: 'Visas tēmas',
  onThisPage: 'Šajā lapā',
  related: 'Saistītie raksti',
  updated: 'Atjaunināts {date}',
  languages: 'Valodas',
  inLanguage: 'Valoda: {language}',
  helpful: 'Vai tas palīdzēja?',
  yes: 'Jā',
  no: 'Nē',
  thanks: 'Paldies! Tas palīdz mums rakstīt labāk.',
  skip: 'Pāriet uz saturu',
  notFound: 'Šīs lapas te nav',
  notFoundHint: 'Iespējams, tā ir pārdēvēta vai noņemta. Meklējiet to vai sāciet ar tēmām.',
  empty: 'Rakstu vēl nav',
  emptyHint: 'Raksti parādīsies šeit, tiklīdz tie būs publicēti.',
  note: 'Piezīme',
  tip: 'Padoms',
  warning: 'Brīdinājums',
}

const lt: HelpWords = {
  helpCentre: '{name} pagalba',
  greeting: 'Kuo galime padėti?',
  search: 'Ieškoti pagalbos',
  searchButton: 'Ieškoti',
  resultsFor: 'Paieškos „{query}“ rezultatai',
  results: {
    one: '{count} straipsnis',
    few: '{count} straipsniai',
    many: '{count} straipsnio',
    other: '{count} straipsnių',
  },
  noResults: 'Pagal užklausą „{query}“ nieko nerasta.',
  noResultsHint: 'Pabandykite mažiau ar kitų žodžių arba peržiūrėkite temas žemiau.',
  searchRests: 'Paieška šiuo metu negali atsakyti. Pabandykite po minutės.',
  topics: 'Temos',
  others: 'Kiti straipsniai',
  all: {
    one: 'Rodyti {count} straipsnį',
    few: 'Rodyti visus {count} straipsnius',
    many: 'Rodyti visus {count} straipsnio',
    other: 'Rodyti visus {count} straipsnių',
  },
  previous: 'Ankstesni',
  next: 'Kiti',
  home: 'Visos temos',
  onThisPage: 'Šiame puslapyje',
  related: 'Susiję straipsniai',
  updated: 'Atnaujinta {date}',
  languages: 'Kalbos',
  inLanguage: 'Kalba: {language}',
  helpful: 'Ar tai padėjo?',
  yes: 'Taip',
  no: 'Ne',
  thanks: 'Ačiū! Tai padeda mums rašyti geriau.',
  skip: 'Pereiti prie turinio',
  notFound: 'Šio puslapio čia nėra',
  notFoundHint: 'Galbūt jis pervadintas arba pašalintas. Ieškokite jo arba pradėkite nuo temų.',
  empty: 'Straipsnių dar nėra',
  emptyHint: 'Straipsniai atsiras čia, kai tik bus paskelbti.',
  note: 'Pastaba',
  tip: 'Patarimas',
  warning: 'Įspėjimas',
}

const ru: HelpWords = {
  helpCentre: 'Справка {name}',
  greeting: 'Чем помочь?',
  search: 'Найти в справке',
  searchButton: 'Найти',
  resultsFor: 'Результаты по запросу «{query}»',
  results: {
    one: '{count} статья',
    few: '{count} статьи',
    many: '{count} статей',
    other: '{count} статьи',
  },
  noResults: 'По запросу «{query}» ничего не нашлось.',
  noResultsHint: 'Попробуйте короче или другими словами, либо посмотрите темы ниже.',
  searchRests: 'Поиск сейчас не отвечает. Попробуйте через минуту.',
  topics: 'Темы',
  others: 'Другие статьи',
  all: {
    one: 'Показать {count} статью',
    few: 'Показать все {count} статьи',
    many: 'Показать все {count} статей',
    other: 'Показать все {count} статьи',
  },
  previous: 'Назад',
  next: 'Дальше',
  home: 'Все темы',
  onThisPage: 'На этой странице',
  related: 'Похожие статьи',
  updated: 'Обновлено {date}',
  languages: 'Языки',
  inLanguage: 'Язык: {language}',
  helpful: 'Статья помогла?',
  yes: 'Да',
  no: 'Нет',
  thanks: 'Спасибо! Это поможет нам писать лучше.',
  skip: 'Перейти к содержанию',
  notFound: 'Такой страницы здесь нет',
  notFoundHint: 'Возможно, её переименовали или убрали. Поищите её или начните с тем.',
  empty: 'Статей пока нет',
  emptyHint: 'Статьи появятся здесь, как только их опубликуют.',
  note: 'Примечание',
  tip: 'Совет',
  warning: 'Внимание',
}

const tables: Readonly<Record<string, HelpWords>> = { en, et, lv, lt, ru }

export function helpWordsFor(locale: string): HelpTranslator {
  const language = locale.split('-')[0] ?? ''
  const words = Object.hasOwn(tables, language) ? tables[language] : undefined
  // The numbers and dates of a language that we have no words for are the stand-in's too.
  return createTranslator<typeof en>(words ? { locale, words } : { locale: 'en', words: en })
}

/**
 * A language's name in the words of another, its own where none is given.
 * @example languageName('et') // "eesti"
 */
export function languageName(locale: string, within = locale): string {
  try {
    return new Intl.DisplayNames([within], { type: 'language' }).of(locale) ?? locale
  } catch {
    return locale
  }
}
