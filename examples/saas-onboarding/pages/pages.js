// The pages of the product, each made of what the account holds.
import { build, call, formOf, track } from './parts.js'

const stages = ['Ideas', 'Writing', 'Editing', 'Published']

export function showProjects(account) {
  const list = build('ul', { class: 'projects' })
  const empty = build(
    'div',
    { class: 'empty' },
    build('p', {}, build('strong', {}, 'No projects yet')),
    build('p', {}, 'A project is one issue of your magazine. It gets a board of its own.'),
  )
  const draw = () => {
    empty.hidden = account.projects.length > 0
    list.replaceChildren(
      ...account.projects.map((project) =>
        build(
          'li',
          { class: 'card' },
          build(
            'a',
            { class: 'cover', href: `/board?project=${project.id}` },
            build('span', {}, project.title),
          ),
          build('p', { class: 'quiet' }, `${project.stories.length} stories, ${project.kind.toLowerCase()}`),
        ),
      ),
    )
  }
  draw()

  const dialog = build(
    'dialog',
    { 'aria-label': 'New project' },
    formOf(
      build(
        'form',
        { novalidate: true },
        build('h2', {}, 'New project'),
        build(
          'label',
          {},
          'Name of the issue',
          build('input', { name: 'title', placeholder: 'Summer 2027' }),
        ),
        build(
          'fieldset',
          {},
          build('legend', {}, 'It comes out'),
          ...['Monthly', 'Quarterly', 'Once'].map((kind, index) =>
            build(
              'label',
              { class: 'choice' },
              build('input', { type: 'radio', name: 'kind', value: kind, checked: index === 1 }),
              kind,
            ),
          ),
        ),
        build('p', { class: 'wrong', role: 'alert', hidden: true }),
        build(
          'div',
          { class: 'actions' },
          build('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel'),
          build('button', { class: 'primary', type: 'submit' }, 'Create project'),
        ),
      ),
      async (fields) => {
        const project = await call('POST', '/api/projects', fields)
        track('project.created', { kind: project.kind })
        location.assign(`/board?project=${project.id}`)
      },
    ),
  )

  return build(
    'div',
    {},
    build(
      'header',
      { class: 'title' },
      build('h1', {}, 'Projects'),
      build(
        'button',
        { class: 'primary', type: 'button', 'data-docent': 'new-project', onclick: () => dialog.showModal() },
        'New project',
      ),
    ),
    empty,
    list,
    dialog,
  )
}

export function showBoard(account) {
  const id = new URLSearchParams(location.search).get('project')
  const project = account.projects.find((one) => one.id === id) ?? account.projects[0]
  if (!project)
    return build(
      'p',
      { class: 'empty' },
      'This project is gone. ',
      build('a', { href: '/projects' }, 'Back to your projects'),
    )
  const board = build('div', { class: 'board', role: 'group', 'aria-label': 'Board' })

  const card = (story) =>
    build(
      'li',
      { class: 'story' },
      build('strong', {}, story.title),
      build(
        'div',
        { class: 'story-foot' },
        build('span', { class: 'quiet' }, `${story.words} words`),
        story.stage < stages.length - 1
          ? build(
              'button',
              {
                type: 'button',
                'aria-label': `Move "${story.title}" on`,
                onclick: async () => {
                  Object.assign(
                    story,
                    await call('POST', '/api/stories/move', { project: project.id, story: story.id }),
                  )
                  track('story.moved', { stage: stages[story.stage] })
                  if (story.stage === stages.length - 1) track('story.published')
                  draw()
                },
              },
              '→',
            )
          : null,
      ),
    )

  // The whole board is made anew after each change, as many frameworks do: nothing may hold on to its elements.
  const draw = () =>
    board.replaceChildren(
      ...stages.map((name, stage) => {
        const stories = project.stories.filter((story) => story.stage === stage)
        return build(
          'section',
          { class: 'column', 'aria-label': name },
          build('h2', {}, name, build('span', { class: 'count' }, String(stories.length))),
          build('ul', {}, stories.map(card)),
        )
      }),
    )
  draw()

  const form = formOf(
    build(
      'form',
      { class: 'new-story', novalidate: true },
      build('label', { class: 'hidden', for: 'story' }, 'Title of the story'),
      build('input', { id: 'story', name: 'title', placeholder: 'A story about…', autocomplete: 'off' }),
      build('button', { class: 'primary', type: 'submit' }, 'Add story'),
      build('p', { class: 'wrong', role: 'alert', hidden: true }),
    ),
    async (fields) => {
      const story = await call('POST', '/api/stories', { project: project.id, ...fields })
      project.stories.push(story)
      track('story.added')
      form.reset()
      draw()
    },
  )

  return build(
    'div',
    {},
    build('header', { class: 'title' }, build('h1', {}, project.title), form),
    build('div', { class: 'board-frame' }, board),
  )
}

const select = (name, value, options) =>
  build(
    'select',
    { name },
    ...options.map(([key, words]) => build('option', { value: key, selected: key === value }, words)),
  )

export function showSettings(account) {
  const { settings } = account
  const saved = build('p', { class: 'saved', role: 'status' })
  const form = formOf(
    build(
      'form',
      { class: 'card wide', novalidate: true, 'aria-label': 'Newsroom' },
      build('h2', {}, 'Newsroom'),
      build(
        'label',
        {},
        'Digest',
        select('digest', settings.digest, [
          ['daily', 'Each morning'],
          ['weekly', 'On Mondays'],
          ['never', 'Never'],
        ]),
      ),
      build(
        'label',
        {},
        'Time zone',
        select(
          'timeZone',
          settings.timeZone,
          ['Europe/Riga', 'Europe/London', 'America/New_York', 'Asia/Tokyo'].map((zone) => [zone, zone]),
        ),
      ),
      build(
        'label',
        {},
        'Words in a story',
        build('input', { name: 'wordGoal', type: 'number', min: 0, max: 20_000, value: settings.wordGoal }),
      ),
      build(
        'label',
        {},
        'Signature under each digest',
        build('textarea', { name: 'signature', rows: 3 }, settings.signature),
      ),
      build('p', { class: 'wrong', role: 'alert', hidden: true }),
      build(
        'div',
        { class: 'actions' },
        saved,
        build('button', { class: 'primary', type: 'submit' }, 'Save changes'),
      ),
    ),
    async (fields) => {
      Object.assign(settings, await call('POST', '/api/settings', fields))
      saved.textContent = 'Saved'
      track('settings.saved', { digest: settings.digest })
      window.Docent?.('update', { attributes: { digest: settings.digest } })
    },
  )

  const people = build('ul', { class: 'people' })
  const draw = () =>
    people.replaceChildren(
      ...account.teammates.map(({ email }) =>
        build('li', {}, email, build('span', { class: 'quiet' }, 'invited')),
      ),
    )
  draw()
  const invite = formOf(
    build(
      'form',
      { class: 'card wide', novalidate: true, 'aria-label': 'Team' },
      build('h2', {}, 'Team'),
      people,
      build(
        'label',
        {},
        'E-mail address of a colleague',
        build('input', { name: 'email', type: 'email', autocomplete: 'off' }),
      ),
      build('p', { class: 'wrong', role: 'alert', hidden: true }),
      build('div', { class: 'actions' }, build('button', { class: 'primary', type: 'submit' }, 'Invite')),
    ),
    async (fields) => {
      account.teammates = await call('POST', '/api/invitations', fields)
      invite.reset()
      draw()
    },
  )
  return build('div', {}, build('header', { class: 'title' }, build('h1', {}, 'Settings')), form, invite)
}
