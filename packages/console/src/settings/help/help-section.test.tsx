import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, describe, expect, it } from 'vitest'
import { button, openDesk } from '../../testing/open-desk.tsx'
import { findLocale } from './find-locale.ts'

afterEach(cleanup)

const open = () => {
  const opened = openDesk({ hash: '#/settings' })
  const saved = async () => {
    fireEvent.click(button('Save changes'))
    await waitFor(() => expect(opened.client.controls.calls).toContain('save settings'))
    return opened.client.settings.current.peek()?.settings.help
  }
  return { ...opened, saved, section: within(screen.getByRole('region', { name: 'Help' })) }
}
const write = (label: string, value: string): void => {
  fireEvent.input(screen.getByLabelText(label), { target: { value } })
}

describe('the settings of the help', () => {
  it('[HLP3] adds languages by name or tag, and lets another stand in', async () => {
    const { saved } = open()
    write('A language, such as Estonian or pt-BR', 'Estonian')
    fireEvent.click(button('Add'))
    write('A language, such as Estonian or pt-BR', 'pt-br')
    fireEvent.click(button('Add'))
    fireEvent.click(screen.getByRole('radio', { name: 'Use Estonian where there is no translation' }))
    fireEvent.click(button('Remove English'))
    expect(await saved()).toMatchObject({ locales: ['et', 'pt-BR'], defaultLocale: 'et' })
  })

  it('[HLP3] refuses what is no language, and the same one twice', () => {
    open()
    write('A language, such as Estonian or pt-BR', 'qqqq-notatag-at-all!')
    fireEvent.click(button('Add'))
    expect(screen.getByText('No language has this name or tag.')).toBeTruthy()
    write('A language, such as Estonian or pt-BR', 'English')
    fireEvent.click(button('Add'))
    expect(screen.getByText('This language is there already.')).toBeTruthy()
  })

  it('[HLP10] switches the public pages and the chat, and shows where the pages are', async () => {
    const { section, saved } = open()
    expect(section.getByRole('link', { name: 'https://relay.example/help/demo/' })).toBeTruthy()
    fireEvent.click(section.getByRole('switch', { name: 'Public help centre' }))
    fireEvent.click(section.getByRole('switch', { name: 'Visitors can ask a person' }))
    expect(section.queryByRole('link')).toBeNull()
    expect(await saved()).toMatchObject({ pages: false, chat: false })
  })

  it('[HLP8] keeps rows of words that mean the same, once each has two', async () => {
    const { section, saved } = open()
    fireEvent.click(section.getByRole('button', { name: 'Add a row' }))
    write('Words of row 1', 'invoice, ')
    expect(section.getByText('Write at least two words, with a comma between them.')).toBeTruthy()
    expect((button('Save changes') as HTMLButtonElement).disabled).toBe(true)
    expect((screen.getByLabelText('Words of row 1') as HTMLInputElement).value).toBe('invoice, ')
    write('Words of row 1', 'invoice, bill,receipt')
    expect(await saved()).toMatchObject({ synonyms: { en: [['invoice', 'bill', 'receipt']] } })
  })

  it('[HLP3] finds a language by its name in the desk’s words, or by its tag', () => {
    expect(findLocale(' latvian ', 'en')).toBe('lv')
    expect(findLocale('zh-hant', 'en')).toBe('zh-Hant')
    expect(findLocale('', 'en')).toBeNull()
    expect(findLocale('de-AT-1996', 'en')).toBeNull()
  })
})
