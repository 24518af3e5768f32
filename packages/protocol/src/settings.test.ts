import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { defaultSettings, publicSettings, SiteSettings } from './settings.ts'

const accepts = (settings: unknown) => v.safeParse(SiteSettings, settings).success
const themed = (theme: object) => ({ ...defaultSettings, theme: { ...defaultSettings.theme, ...theme } })

describe('settings', () => {
  it('begin with a document that holds', () => {
    expect(accepts(defaultSettings)).toBe(true)
  })

  it.each(['#3B5bdb', '#000000'])('[SET2] take the colour %s', (brand) => {
    expect(accepts(themed({ brand }))).toBe(true)
  })

  it.each([
    '#fff',
    '#3b5bdb80',
    'red',
    'var(--x)',
    'url(https://evil.example/)',
    '#3b5bdb; background: url(//evil.example)',
    '#3b5bdb\n',
    '',
  ])('[SET2] smuggle no style as the colour %j', (brand) => {
    expect(accepts(themed({ brand }))).toBe(false)
  })

  it.each(['teamName', 'greeting', 'replyTime'])('[TXT5] hold no half of a character as %s', (name) => {
    expect(accepts({ ...defaultSettings, [name]: 'a\ud83d' })).toBe(false)
    expect(accepts({ ...defaultSettings, [name]: 'a\ud83d\ude00' })).toBe(true)
  })

  it('[SET3] give a page neither routing nor hours', () => {
    expect(Object.keys(publicSettings(defaultSettings))).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/routing|hours/)]),
    )
  })
})
