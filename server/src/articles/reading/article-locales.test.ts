import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localeOrder } from './article-locales.ts'

const own = { locales: ['en', 'et', 'pt-BR'], defaultLocale: 'en' }
const published = ['de', 'en', 'et', 'pt-BR', 'en-GB']

describe('the order of languages', () => {
  it('[HLP3] begins with the wanted one, exactly', () => {
    expect(localeOrder(['et'], published, own)[0]).toBe('et')
    expect(localeOrder(['EN-gb'], published, own).slice(0, 2)).toEqual(['en-GB', 'en'])
  })

  it('[HLP3] goes on with its language, without a region and then with another', () => {
    expect(localeOrder(['et-EE'], published, own)[0]).toBe('et')
    expect(localeOrder(['en-US'], published, own).slice(0, 2)).toEqual(['en', 'en-GB'])
    expect(localeOrder(['pt'], published, own)[0]).toBe('pt-BR')
  })

  it('[HLP3] asks all of the reader’s languages before the site’s default one', () => {
    expect(localeOrder(['lv', 'de-AT'], published, own).slice(0, 2)).toEqual(['de', 'en'])
  })

  it('[HLP3] ends with the others, as the site names them', () => {
    expect(localeOrder(['lv'], published, own)).toEqual(['en', 'et', 'pt-BR', 'de', 'en-GB'])
    expect(localeOrder([], ['et', 'de'], own)).toEqual(['et', 'de'])
  })

  it('[HLP3] names each published language once, whatever is wanted', () => {
    const tag = fc.constantFrom(...published, 'lv', 'EN', 'pt-PT', 'x', '')
    fc.assert(
      fc.property(fc.array(tag), fc.uniqueArray(fc.constantFrom(...published)), (wanted, live) => {
        expect(localeOrder(wanted, live, own).toSorted()).toEqual(live.toSorted())
      }),
    )
  })
})
