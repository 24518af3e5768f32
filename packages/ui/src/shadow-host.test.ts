import { afterEach, describe, expect, it } from 'vitest'
import { createShadowHost, type ShadowHost } from './shadow-host.ts'
import { tokens } from './theme.ts'

let host: ShadowHost | undefined
afterEach(() => host?.close())

const settled = () => new Promise((resolve) => setTimeout(resolve))
const inPage = () => document.querySelectorAll('docent-test').length

describe('shadow host', () => {
  it('[EMB] comes back when a router replaces the body', async () => {
    host = createShadowHost({ page: document, name: 'docent-test' })
    expect(inPage()).toBe(1)
    document.body.replaceWith(document.createElement('body'))
    await settled()
    expect(inPage()).toBe(1)
    document.body.replaceChildren()
    await settled()
    expect(inPage()).toBe(1)
  })

  it('[EMB] leaves nothing when it is closed, and stays away', async () => {
    host = createShadowHost({ page: document, name: 'docent-test' })
    host.close()
    host.close()
    document.body.replaceChildren()
    await settled()
    expect(inPage()).toBe(0)
    expect(host.isOpen()).toBe(false)
  })

  it('[FLO13] lives in a dialog while that is in the page, else in the body', async () => {
    host = createShadowHost({ page: document, name: 'docent-test' })
    const dialog = document.createElement('dialog')
    document.body.append(dialog)
    host.moveInto(dialog)
    document.body.append(document.createElement('p'))
    await settled()
    expect(host.host.parentNode).toBe(dialog)
    dialog.remove()
    await settled()
    expect(host.host.parentNode).toBe(document.body)
  })

  it('adopts a sheet once', () => {
    host = createShadowHost({ page: document, name: 'docent-test' })
    const before = host.root.adoptedStyleSheets.length
    host.adopt('.a{color:red}')
    host.adopt('.a{color:red}')
    expect(host.root.adoptedStyleSheets.length).toBe(before + 1)
  })

  it('carries the colours as its own style, which rules for all elements do not overrule', () => {
    host = createShadowHost({ page: document, name: 'docent-test' })
    host.setTokens(tokens({ brand: '#3b5bdb' }, 'dark'))
    expect(host.host.style.getPropertyValue('--d-brand')).toBe('#3b5bdb')
  })
})
