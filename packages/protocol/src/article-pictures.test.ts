import { expect, it } from 'vitest'
import { pictureAddresses, withPictureAddresses } from './article-pictures.ts'

const addresses = (markdown: string) => pictureAddresses(markdown).map(({ address }) => address)

it('[HLP7] finds pictures wherever Markdown has them, and nothing that only looks like one', () => {
  expect(
    addresses('![a](./a.png) and [a link](./b.png), `![c](./c.png)`\n\n> - ![d](<./d e.png> "title")'),
  ).toEqual(['./a.png', './d e.png'])
  expect(addresses('```\n![a](a.png)\n```\n\n    ![b](b.png)\n\n\\![c](c.png)')).toEqual([])
  expect(addresses('| x |\n| - |\n| ![a](a.png) |')).toEqual(['a.png'])
  expect(addresses('[![a](a.png)](b.png)')).toEqual(['a.png'])
  expect(addresses('![a](a\\_b.png) ![b](a&amp;b.png) ![]()')).toEqual(['a_b.png', 'a&b.png'])
})

it('[HLP7] finds an address that a picture names by a word, and leaves those of links', () => {
  const text =
    '![The plan][Pier plan] ![short] [not]\n\n[pier  PLAN]: ./plan.png\n[short]: s.png\n[not]: ./n.png'
  expect(addresses(text)).toEqual(['./plan.png', 's.png'])
})

it('[HLP6] says which pictures have no words beside them', () => {
  expect(pictureAddresses('![ ](a.png) ![b](b.png)').map(({ bare }) => bare)).toEqual([true, false])
})

it('[HLP7] puts other addresses in, and changes nothing else', () => {
  const text = '# É 🙂\r\n![a](./a.png "t")\t![b](b.png)\r\n\r\n[x]: a.png'
  const made = withPictureAddresses(text, (address) => (address === './a.png' ? '/p/1' : null))
  expect(made).toBe('# É 🙂\r\n![a](/p/1 "t")\t![b](b.png)\r\n\r\n[x]: a.png')
  expect(withPictureAddresses('\uFEFF![a](a.png)', () => '/p/1')).toBe('\uFEFF![a](/p/1)')
})
