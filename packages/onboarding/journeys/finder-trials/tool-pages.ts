/** Pages of tools: files, admin grid, profile, web components, an editor's toolbar. */
import { icon, type TrialPage } from './trial-page.ts'

const file = (name: string, id: string, picks: { item?: string; menu?: string } = {}) => `
  <div role="row" class="file" id="file-${id}"${picks.item ? ` pick="${picks.item}"` : ''}><div role="gridcell" class="name" translate="no">${name}</div><div role="gridcell">2 KB</div>
  <div role="gridcell"><button class="kebab" aria-haspopup="menu" aria-label="More actions"${picks.menu ? ` pick="${picks.menu}"` : ''}>${icon('M8 3v1M8 8v1M8 13v1')}</button></div></div>`

const tool = (label: string, path: string, pick = '') =>
  `<button type="button" class="tb" aria-label="${label}" title="${label}"${pick && ` pick="${pick}"`}>${icon(path)}</button>`

const setting = (title: string, text: string, id: string, pick = '') =>
  `<div class="opt"><div><h3>${title}</h3><p>${text}</p></div><button role="switch" aria-checked="false" aria-labelledby="${id}" class="switch"${pick && ` pick="${pick}"`}></button><span id="${id}" class="sr">${title}</span></div>`

export const toolPages: readonly TrialPage[] = [
  {
    name: 'file manager',
    lang: 'en',
    title: 'Files',
    html: `<div class="fm"><div class="fm-bar"><h1>Files</h1><button class="btn up" pick="upload">${icon('M8 14V3M3 8l5-5 5 5')} Upload</button><button class="btn">New folder</button></div>
      <nav aria-label="Breadcrumb"><a href="/files">Home</a> / <a href="/files/2027" pick="crumb" translate="no">2027</a></nav>
      <div role="grid" class="files" aria-label="Files">${file('Budget.xlsx', 'a81f')}${file('Contract.pdf', 'b7c2', { menu: 'menu-contract' })}${file('Logo.svg', 'c93d', { item: 'row-logo' })}</div>
      <div class="drop" data-docent="drop-zone" pick="drop">Drop files here</div></div>`,
  },
  {
    name: 'admin grid',
    title: 'Feature flags',
    html: `<main class="adm"><h1>Administration</h1><section><h2>Feature flags</h2><div class="opts">${setting('New editor', 'Try the new editor.', 'opt-1')}${setting('Dark mode', 'For tired eyes.', 'opt-2', 'dark')}${setting('Beta reports', 'Early figures.', 'opt-3')}</div></section>
      <section><h2>Limits</h2><label>Seats <input type="number" name="seats" value="20" pick="seats"></label><label>Storage <input type="number" name="storage" value="50"></label><button class="save" pick="save-limits">Save</button></section>
      <section><h2>Danger zone</h2><button class="danger" data-testid="delete-workspace" pick="delete">Delete workspace</button><button class="save">Save</button></section></main>`,
  },
  {
    name: 'profile',
    lang: 'en',
    title: 'Profile',
    html: `<main class="pro"><div class="pro-head"><img class="ava" src="/a/7.png" alt="Your picture" width="64" height="64" pick="avatar"><h1 translate="no">Ada Berzina</h1><button class="pencil" title="Edit profile" pick="edit">${icon('M2 14l2-6 8-8 4 4-8 8z')}</button></div>
      <dl class="facts"><dt>Role</dt><dd>Agent</dd><dt>Team</dt><dd>Support</dd></dl>
      <details class="keys"><summary class="keys-sum" pick="keys">Access keys</summary><p>None yet</p></details>
      <ul class="links"><li><a href="/me/security" pick="security">Security</a></li><li><a href="/me/sessions">Sessions</a></li><li><a href="/logout">Log out</a></li></ul></main>`,
  },
  {
    name: 'nested web components',
    lang: 'en',
    title: 'Console',
    html: `<my-app><template shadow><header><slot name="top"></slot><h1>Servers</h1></header>
      <my-list><template shadow><ul>
        <li><span translate="no">riga-1</span><my-button><template shadow><button part="b" class="b">Restart</button></template></my-button></li>
        <li><span translate="no">riga-2</span><my-button><template shadow><button part="b" class="b" pick="restart-2">Restart</button></template></my-button></li></ul></template></my-list>
      <my-field label="Filter"><template shadow><label for="i">Filter servers</label><input id="i" class="i" pick="filter"></template></my-field>
      <my-button id="add"><template shadow><button part="b" class="b big" pick="add">Add server</button></template></my-button></template>
      <a slot="top" href="/status" pick="status">Status page</a></my-app>`,
  },
  {
    name: 'toolbar of icons',
    lang: 'en',
    title: 'Untitled note',
    html: `<div class="ed"><div role="toolbar" aria-label="Formatting" class="bar">${tool('Bold', 'M4 2h5v12H4z', 'bold')}${tool('Italic', 'M6 2h6M4 14h6M9 2L7 14')}${tool('Link', 'M6 8h4M3 5h3v6H3z', 'link')}${tool('Picture', 'M1 2h14v12H1z')}
      <span class="gap"></span><button type="button" class="tb menu" aria-haspopup="menu" pick="style">Paragraph</button></div>
      <div class="paper" contenteditable="true" role="textbox" aria-multiline="true" aria-label="Note" pick="paper"><p translate="no">Buy beans.</p></div>
      <footer><span class="count">2 words</span><button class="share" id="share" pick="share">Share</button></footer></div>`,
  },
]
