/** What may be of one person is found wherever it stands, and plain prose is left alone. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { marksIn, masked, personalIn } from './personal-marks.ts'

const nobody = { name: '', attributes: {} }
const kindsIn = (text: string) => personalIn(text).map(({ kind, text: piece }) => [kind, piece])

const prose = [
  'Open the settings and choose',
  'Avage seaded ja vajutage nuppu',
  'Atveriet iestatījumus un izvēlieties',
  'Atidarykite nustatymus ir pasirinkite',
  'Откройте настройки и выберите',
  '请打开设置',
  'افتح الإعدادات',
  '',
]
const around = fc.tuple(
  fc.constantFrom(...prose),
  fc.constantFrom(' ', '\n', ': ', ' (', ', "'),
  fc.constantFrom('. ', ' ', ',\n', ') ', '; ', '! ', '\n'),
  fc.constantFrom(...prose),
)
/** Holds for a piece wherever it is planted. */
function isFound(kind: string, pieces: fc.Arbitrary<string>): void {
  fc.assert(
    fc.property(pieces, around, (piece, [before, open, close, after]) => {
      const found = personalIn(before + open + piece + close + after)
      expect(found.map(({ kind, text }) => [kind, text])).toContainEqual([kind, piece])
    }),
    { numRuns: 300 },
  )
}

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''))
/** `#`: any digit. */
const shaped = (...forms: readonly string[]) =>
  fc.constantFrom(...forms).chain((form) => {
    const places = [...form].filter((letter) => letter === '#').length
    return digits(places).map((filled) => {
      let at = 0
      return form.replace(/#/g, () => filled.charAt(at++))
    })
  })

describe('[HLP14] what may be of one person', () => {
  it('[HLP14] is an e-mail address, in any script', () => {
    const name = fc.constantFrom('mari', 'jo.ann+shop', 'o’neil', 'иван', 'jürgen_k', 'a', 'x-1')
    const host = fc.constantFrom('example.org', 'mail.example.co.uk', 'пример.рф', 'müller.de', 'a-b.museum')
    isFound(
      'email',
      fc.tuple(name, host).map(([local, domain]) => `${local}@${domain}`),
    )
  })

  it('[HLP14] is an account number with right check digits', () => {
    const real = [
      'EE382200221020145685',
      'DE89370400440532013000',
      'LV80BANK0000435195001',
      'LT121000011101001000',
      'GB29NWBK60161331926819',
      'NO9386011117947',
    ]
    const spaced = real.map((iban) => iban.replace(/.{4}(?=.)/g, '$& '))
    isFound('iban', fc.constantFrom(...real, ...spaced, ...real.map((iban) => iban.toLowerCase())))
    expect(kindsIn('EE382200221020145686')).toEqual([])
    expect(kindsIn('EE38 2200 2210 2014 5685 please')).toEqual([['iban', 'EE38 2200 2210 2014 5685']])
  })

  it('[HLP14] is a card number with a right check digit', () => {
    const card = fc
      .tuple(fc.constantFrom('4', '51', '55', '2221', '6011'), digits(15))
      .map(([begin, rest]) => withCheck((begin + rest).slice(0, 15)))
    isFound('card', card)
    for (const separator of [' ', '-', '\u00a0'])
      isFound(
        'card',
        card.map((number) => number.replace(/\d{4}(?=\d)/g, `$&${separator}`)),
      )
    isFound('card', fc.constantFrom('3782 822463 10005', '378282246310005', '٤١١١١١١١١١١١١١١١'))
    expect(kindsIn('4111 1111 1111 1112')).toEqual([])
    expect(kindsIn('card 4111 1111 1111 1111 12/27 code 123')).toEqual([['card', '4111 1111 1111 1111']])
  })

  it('[HLP14] is a phone number, as people write them abroad and at home', () => {
    isFound(
      'phone',
      shaped(
        '+372 5### ####',
        '+3715#######',
        '+370 6## #####',
        '+7 (9##) ###-##-##',
        '+44 20 7### ####',
        '+1 (5##) 2##-####',
      ),
    )
    isFound(
      'phone',
      shaped('00372 5### ####', '003716#######', '8 (9##) ###-##-##', '8-9##-###-##-##', '89#########'),
    )
    isFound(
      'phone',
      shaped(
        '(5##) 2##-####',
        '5##-2##-####',
        '5##.2##.####',
        '020 7### ####',
        '07### ######',
        '0171 2######',
      ),
    )
    isFound('phone', shaped('8 6## #####', '861######', '(8-6##) #####', '8 6## ## ###'))
  })

  it('[HLP14] is a short one as well, where words say that it is a phone', () => {
    for (const text of [
      'Tel. 5551234',
      'phone: 555 1234',
      'call me at 6543210',
      'телефон 51234567',
      'Helista 6543210',
    ])
      expect(personalIn(text), text).toMatchObject([{ kind: 'phone' }])
  })

  it('[HLP14] is what a site knows of the visitor, as whole words', () => {
    const person = {
      name: 'Märt Õunapuu',
      attributes: {
        plan: 'Team-Gold',
        customer: 48_213,
        beta: true,
        seats: 12,
        on: 'true',
        city: 'Rīga',
        id: 'ab',
      },
    }
    const text =
      'märt õunapuu (Märt) of RĪGA, no. 48213, Team-Gold+, Märtu, Rīgas, true, 12 seats, 482130, ab'
    expect(marksIn('', text, person)).toEqual([
      { kind: 'attribute', text: 'märt õunapuu' },
      { kind: 'attribute', text: 'Märt' },
      { kind: 'attribute', text: 'RĪGA' },
      { kind: 'attribute', text: '48213' },
      { kind: 'attribute', text: 'Team-Gold' },
    ])
  })

  it('[HLP14] is a name in scripts that set no spaces, and in either way of writing marks', () => {
    expect(marksIn('', '你好，我是王小明请帮忙', { name: '王小明', attributes: {} })).toEqual([
      { kind: 'attribute', text: '王小明' },
    ])
    const apart = 'José'.normalize('NFD')
    expect(marksIn('', `I am ${apart}.`, { name: 'José', attributes: {} })).toEqual([
      { kind: 'attribute', text: apart },
    ])
    expect(marksIn('', 'Will you? Will!', { name: 'Will Smith', attributes: {} })).toHaveLength(1)
    expect(marksIn('', 'you will', { name: 'Will Smith', attributes: {} })).toEqual([])
  })

  it('[HLP14] is found as it stands, wherever two lie over each other', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        let end = 0
        for (const { from, to, text: piece } of personalIn(text, {
          name: 'a b c',
          attributes: { x: '123456' },
        })) {
          expect(text.slice(from, to)).toBe(piece)
          expect(from).toBeGreaterThanOrEqual(end)
          end = to
        }
      }),
    )
  })

  it('[HLP12] is replaced by marks in what is kept of queries', () => {
    expect(masked('invoice for jo@example.org +372 5123 4567')).toBe('invoice for [email] [phone]')
    expect(masked('refund')).toBe('refund')
  })
})

function withCheck(digitsBefore: string): string {
  const sum = [...digitsBefore].reverse().reduce((before, letter, place) => {
    const digit = Number(letter) * (place % 2 === 0 ? 2 : 1)
    return before + (digit > 9 ? digit - 9 : digit)
  }, 0)
  return digitsBefore + String((10 - (sum % 10)) % 10)
}

describe('plain prose', () => {
  it.each([
    ['a date', 'On 12.05.2024, 2024-05-12, 05/12/2024, 12-05-24 and 20240512 at 10:30.'],
    ['a span of years', 'From 2019 to 2024, in 2010-2020, 1998–2003 and 2021 2022 2023.'],
    ['a price', 'It costs 1 234 567 €, $1,234,567.89, EUR 12345678, 5 123 456 kr or 25 000 000 рублей.'],
    ['an order number', 'Order 51234567, order no. 5551234567, #26123456, INV-2024-00123456, A5123456.'],
    [
      'the same in other languages',
      'Tellimus 51234567, pasūtījums 26123456, užsakymas 61234567, заказ № 51234567.',
    ],
    ['an address of a machine', 'Allow 192.168.100.200, 10.0.0.1 and port 8080; version 12.4.1062.'],
    [
      'a measure',
      '1234567.89 px, 12 000 000 users, 1920 × 1080, 16 000 000 colours, 50000000 bytes, 99,95 %.',
    ],
    ['a number of a law', 'Regulation (EU) 2016/679, directive 95/46/EC, ISO 27001, RFC 5321.'],
    ['a long number', 'Ticket 1700000000, id 100000000000, hash 0f3e1234567a.'],
    ['a name of a person on a network', 'Write to @docent or use @media (min-width: 600px); a@b is none.'],
    ['letters like an account', 'Flight BE12 3456, form DE89, paragraph EE38 22.'],
    ['English', 'Press Ctrl+Alt+7, wait 30 to 45 seconds, then choose 2 of the 15 options on page 123.'],
    ['Estonian', 'Arve tasumiseks on aega 14 päeva; 3. märtsil 2024 kell 12.30 suletakse 25 000 kontot.'],
    ['Latvian', 'Rēķins jāapmaksā 14 dienu laikā, līdz 2024. gada 3. martam plkst. 12.30.'],
    ['Lithuanian', 'Sąskaitą reikia apmokėti per 14 dienų, iki 2024 m. kovo 3 d. 12.30 val.'],
    ['Russian', 'Оплатите счёт в течение 14 дней, до 3 марта 2024 г., 12:30; это 1 500 000 записей.'],
  ])('[HLP14] is not marked for %s', (_, text) => {
    expect(kindsIn(text)).toEqual([])
  })
})

describe('[HLP14] hostile text', () => {
  const length = 50_000
  it.each([
    ['digits', '1'.repeat(length)],
    ['digits and spaces', '1 '.repeat(length / 2)],
    ['zeros', '0-'.repeat(length / 2)],
    ['signs', '@'.repeat(length)],
    ['addresses', 'a@b.co '.repeat(length / 7)],
    ['dots', 'a.'.repeat(length / 2)],
    ['letters', 'a'.repeat(length)],
    ['accounts', 'EE38'.repeat(length / 4)],
    ['cards', '4111111111111111 '.repeat(length / 17)],
    ['foreign digits', '٤'.repeat(length)],
    ['words', 'a '.repeat(length / 2)],
    ['brackets', '(+'.repeat(length / 2)],
    ['short groups', '111 '.repeat(length / 4)],
    ['prices and dates', '1.2/3 '.repeat(length / 6)],
  ])('[HLP14] of %s takes bounded time', (_, text) => {
    const attributes = Object.fromEntries(
      Array.from({ length: 64 }, (_, place) => [`k${place}`, `${'a '.repeat(240)}${place}`]),
    )
    // What it worked itself: waiting for a processor is not its fault.
    const before = process.threadCpuUsage()
    marksIn('', text, { name: `${'a'.repeat(110)}b`, attributes })
    const { user, system } = process.threadCpuUsage(before)
    expect((user + system) / 1_000).toBeLessThan(600)
  })
})

it('[HLP14] knows nobody where nothing is known', () => {
  expect(marksIn('A title', 'A body.', nobody)).toEqual([])
})
