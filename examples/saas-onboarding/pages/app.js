// What is the same on each page: who is signed in, the frame around the page, and the widget.
import { showBoard, showProjects, showSettings } from './pages.js'
import { build, call, formOf } from './parts.js'

const page = document.body.dataset.page

/** The widget is told who is signed in; its proof comes from our own server. */
function bootDocent(account) {
  const site = '{{site}}'
  window.Docent ??= Object.assign((...said) => window.Docent.q.push(said), { q: [] })
  if (!account) return window.Docent('boot', { site })
  const token = async () => (await call('GET', '/api/docent-token')).token
  return call('GET', '/api/docent-token').then((proof) =>
    window.Docent('boot', {
      site,
      name: account.name,
      email: account.email,
      ...(proof.token && { token }),
      attributes: { plan: 'trial', projects: account.projects.length },
    }),
  )
}

function frame(account, content) {
  const links = [
    ['/projects', 'Projects', 'projects'],
    ['/settings', 'Settings', 'settings'],
  ].map(([href, name, id]) =>
    build(
      'a',
      { href, ...((id === page || (id === 'projects' && page === 'board')) && { 'aria-current': 'page' }) },
      name,
    ),
  )
  const initials = account.name
    .split(/\s+/)
    .map((part) => part[0])
    .join('')
    .slice(0, 2)
    .toUpperCase()
  document.body.replaceChildren(
    build('a', { class: 'skip', href: '#main' }, 'Skip to content'),
    build(
      'header',
      { class: 'bar' },
      build(
        'a',
        { class: 'mark', href: '/projects' },
        build('img', { src: '/mark.svg', alt: '', width: 28, height: 28 }),
        'Quillboard',
      ),
      build('nav', { 'aria-label': 'Main' }, ...links),
      build(
        'span',
        { class: 'face', title: account.name, 'aria-label': account.name, role: 'img' },
        initials,
      ),
    ),
    build('main', { id: 'main', class: 'page' }, content),
  )
}

if (page === 'sign-up') {
  void bootDocent(null)
  formOf(document.querySelector('#sign-up'), async (fields) => {
    await call('POST', '/api/sign-up', fields)
    location.assign('/projects')
  })
} else {
  const account = await call('GET', '/api/me').catch(() => null)
  if (!account) location.replace('/')
  else {
    const show = { projects: showProjects, board: showBoard, settings: showSettings }[page]
    frame(account, show(account))
    void bootDocent(account)
  }
}
