import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createArticleIndex, loadArticleIndex, type SearchDocument } from './index.ts'

const passwords: SearchDocument = {
  id: 'change-password',
  title: 'Change your password',
  headings: ['From the settings'],
  text: 'Open the settings of your account and type the new password twice.',
}
const wireless: SearchDocument = {
  id: 'wifi',
  title: 'Join a Wi-Fi network',
  headings: [],
  text: "It doesn't work? Error E-404 means that the account is not known.",
}
const estonian: SearchDocument = {
  id: 'salasona',
  title: 'Salasõna vahetamine',
  headings: [],
  text: 'Ava seaded ja vali uus salasõna.',
}
const help = [passwords, wireless, estonian]

function indexOfAll(documents: readonly SearchDocument[], synonyms: readonly (readonly string[])[] = []) {
  const index = createArticleIndex({ synonyms })
  for (const document of documents) index.put(document)
  return index
}

function opened(bytes: Uint8Array) {
  const loading = loadArticleIndex(bytes)
  for (let step = loading.next(); ; step = loading.next()) if (step.done) return step.value
}

const idsFor = (query: string, index = indexOfAll(help)) =>
  index.search(query, { limit: 10 }).map(({ id }) => id)

describe('an index of articles', () => {
  it.each([
    ['a typo', 'pasword', 'change-password'],
    ['swapped letters', 'passwrod', 'change-password'],
    ['half a word', 'passw', 'change-password'],
    ['another ending', 'changing passwords', 'change-password'],
    ['missing diacritics', 'salasona', 'salasona'],
    ['another case of the word', 'salasõnale', 'salasona'],
    ['a word without its hyphen', 'wifi', 'wifi'],
    ['a word with a space in it', 'wi fi', 'wifi'],
    ['a missing apostrophe', 'doesnt work', 'wifi'],
    ['a code', 'E-404', 'wifi'],
    ['a code without its hyphen', 'e404', 'wifi'],
  ])('[SEA2] finds an article in spite of %s', (_, query, id) => {
    expect(idsFor(query)[0]).toBe(id)
  })

  it('[SEA2] finds a word that the article writes as two', () => {
    const hours = { id: 'hours', title: 'Log your hours', headings: [], text: 'Log what you did, in hours.' }
    const door = { id: 'door', title: 'How to log in', headings: [], text: 'Type the code that was sent.' }
    const login = { id: 'later', title: 'Logs of the server', headings: [], text: 'Who came, and when.' }
    expect(idsFor('login', indexOfAll([login, hours, door]))[0]).toBe('door')
  })

  it.each([
    ['on the Latin keyboard', 'gfhjkm'],
    ['on the Latin keyboard, half of it', 'bpvtybnm gfh'],
    ['on the Latin keyboard, where a letter is a sign', 'gjlndth;ltybt'],
    ['in Latin letters', 'parol'],
    ['in Latin letters, half of it', 'podtverzh'],
    ['in Latin letters, with a typo', 'potdverzhdenie'],
  ])('[SEA9] finds a Russian article by what was typed %s', (_, query) => {
    const russian = {
      id: 'parol',
      title: 'Изменить пароль',
      headings: [],
      text: 'Подтверждение придёт на почту.',
    }
    expect(idsFor(query, indexOfAll([...help, russian]))[0]).toBe('parol')
  })

  it('[SEA9] finds a Latin name that was typed on the Cyrillic keyboard', () => {
    expect(idsFor('цшаш')[0]).toBe('wifi')
  })

  it('[SEA9] leaves what an article says in the letters that were typed before what may have been meant', () => {
    const named = { id: 'named', title: 'Parol', headings: [], text: 'The name of a shop.' }
    const russian = { id: 'parol', title: 'Пароль', headings: [], text: 'Название магазина.' }
    expect(idsFor('parol', indexOfAll([russian, named]))).toEqual(['named', 'parol'])
  })

  it('[SEA10] hears the long words of a question before the short ones', () => {
    const holds = { id: 'a', title: 'Hours', headings: [], text: 'What we may do today.' }
    const says = { id: 'b', title: 'Hours', headings: [], text: 'Refunds of two whole nights.' }
    expect(idsFor('may refunds', indexOfAll([holds, says]))).toEqual(['b', 'a'])
    expect(idsFor('refunds may', indexOfAll([holds, says]))).toEqual(['b', 'a'])
  })

  it('[SEA2] takes another number for another thing', () => {
    expect(idsFor('403')).toEqual([])
  })

  it('[SEA3] puts an article whose title says it before one whose text does', () => {
    const aside = { id: 'aside', title: 'Signing in', headings: [], text: 'Your password is asked for.' }
    expect(idsFor('password', indexOfAll([aside, ...help]))).toEqual(['change-password', 'aside'])
  })

  it('[SEA3] finds what means the same on this site', () => {
    const index = indexOfAll(help, [['wi-fi', 'wireless connection']])
    expect(idsFor('wireless connection', index)).toEqual(['wifi'])
  })

  it.each(['', '   ', '"', '-* ()', '👍', '\u0000\ud800'])('[SEA1] finds nothing for %j', (query) => {
    expect(idsFor(query)).toEqual([])
  })

  it.each(['"password"', '+password', 'title:password', 'password*', '-password', 'password OR 1=1'])(
    '[SEA1] takes %s for words, not for commands',
    (query) => {
      expect(idsFor(query)[0]).toBe('change-password')
    },
  )
})

const word = fc.oneof(
  fc.constantFrom(
    'password',
    'account',
    'salasõna',
    'wi-fi',
    'открыть',
    'счёт',
    '変更する',
    'E-404',
    'naïve',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
)
const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '))
const documents = fc.uniqueArray(
  fc.record({
    id: fc.string({ maxLength: 8 }),
    title: text,
    headings: fc.array(text, { maxLength: 3 }),
    text,
  }),
  { selector: ({ id }) => id, maxLength: 12 },
)

describe('what is asked of an index at its limits', () => {
  it('[SEA1] looks at the first 400 characters and 24 words of what was pasted', () => {
    expect(idsFor(`password ${'settings '.repeat(2000)}`)[0]).toBe('change-password')
    expect(idsFor(`${'zebra '.repeat(80)}password`)).toEqual([])
    const words = Array.from({ length: 24 }, (_, at) => `zz${at}zz`).join(' ')
    expect(idsFor(`${words} password`)).toEqual([])
  })

  it('[SEA1] gives no more than was asked for', () => {
    const many = Array.from({ length: 30 }, (_, at) => ({ ...passwords, id: `copy-${at + 10}` }))
    const found = indexOfAll(many).search('password', { limit: 4 })
    expect(found.map(({ id }) => id)).toEqual(['copy-10', 'copy-11', 'copy-12', 'copy-13'])
    expect(indexOfAll(many).search('password', { limit: 0 })).toEqual([])
  })

  it('[SEA2] takes half a word for one only at the very end', () => {
    expect(idsFor('acco').toSorted()).toEqual(['change-password', 'wifi'])
    expect(idsFor('ac').toSorted()).toEqual(['change-password', 'wifi'])
    expect(idsFor('ac ')).toEqual([])
    expect(idsFor('ac?')).toEqual([])
  })

  it('[SEA5] opens in slices that tell how far it is', () => {
    const many = Array.from({ length: 100 }, (_, at) => ({
      ...passwords,
      id: `article-${at}`,
      text: Array.from({ length: 50 }, (_, word) => `w${word * at}`).join(' '),
    }))
    const shares = [...loadArticleIndex(indexOfAll(many).save())]
    expect(shares.length).toBeGreaterThan(3)
    expect(shares).toEqual(shares.toSorted((one, other) => one - other))
    expect(shares.every((share) => share > 0 && share <= 1)).toBe(true)
  })

  it('[SEA5] goes on changing after it was opened', () => {
    const index = opened(indexOfAll(help).save())
    index?.remove('wifi')
    index?.put({ ...estonian, title: 'Parool' })
    const same = indexOfAll([passwords, { ...estonian, title: 'Parool' }])
    expect(index?.save()).toEqual(same.save())
  })
})

describe('whatever the texts are', () => {
  it('[SEA4] ranks the same in whatever order the articles came', () => {
    fc.assert(
      fc.property(documents, text, (all, query) => {
        const forth = indexOfAll(all)
        const back = indexOfAll(all.toReversed())
        expect(back.search(query, { limit: 20 })).toEqual(forth.search(query, { limit: 20 }))
        expect(back.save()).toEqual(forth.save())
      }),
    )
  })

  it('[SEA4] forgets a removed or replaced article without a trace', () => {
    fc.assert(
      fc.property(documents, documents, text, (all, others, query) => {
        const kept = all.filter(({ id }) => !others.some((other) => other.id === id))
        const index = indexOfAll([...others, ...kept])
        for (const other of others) index.put({ ...other, text: query })
        for (const { id } of others) index.remove(id)
        expect(index.size()).toBe(kept.length)
        expect(index.search(query, { limit: 20 })).toEqual(indexOfAll(kept).search(query, { limit: 20 }))
        expect(index.save()).toEqual(indexOfAll(kept).save())
      }),
    )
  })

  it('[SEA5] ranks the same after it was saved and opened', () => {
    fc.assert(
      fc.property(documents, text, (all, query) => {
        const index = indexOfAll(all)
        expect(opened(index.save())?.search(query, { limit: 20 })).toEqual(index.search(query, { limit: 20 }))
      }),
    )
  })

  it('[SEA5] opens no broken bytes, and does not choke on them', () => {
    const whole = indexOfAll(help).save()
    expect(opened(new Uint8Array())).toBeNull()
    fc.assert(
      fc.property(fc.nat(whole.length - 1), (length) => {
        expect(opened(whole.slice(0, length))).toBeNull()
      }),
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        opened(Uint8Array.of(1, ...bytes))
        opened(Uint8Array.of(1, 0, 255, 255, 255, 255, 15, ...bytes))
      }),
    )
  })

  it('[SEA1] gives every hit a score above 0 and up to 1, the best first', () => {
    fc.assert(
      fc.property(documents, text, (all, query) => {
        const scores = indexOfAll(all)
          .search(query, { limit: 20 })
          .map(({ score }) => score)
        expect(scores.every((score) => score > 0 && score <= 1)).toBe(true)
        expect(scores).toEqual(scores.toSorted((one, other) => other - one))
      }),
    )
  })
})
