/** Pages of products that people work in: dashboard, settings, table, tabs, wizard. */
import type { TrialPage } from './trial-page.ts'

const tableRow = (id: number, name: string, state: string, picks: { row?: string; button?: string } = {}) => `
  <tr class="tr-${id}"${picks.row ? ` pick="${picks.row}"` : ''}>
    <td><input type="checkbox" class="tick"></td>
    <td><a href="/customers/${id}" translate="no">${name}</a></td>
    <td><span class="badge">${state}</span></td>
    <td><button class="btn btn-xs"${picks.button ? ` pick="${picks.button}"` : ''}>Edit</button>
      <button class="btn btn-xs btn-danger">Delete</button></td>
  </tr>`

export const workPages: readonly TrialPage[] = [
  {
    name: 'dashboard',
    lang: 'en',
    title: 'Overview · Ledgerly',
    html: `<div id="root"><div class="css-1x8 layout">
      <nav class="css-9kd sidebar" aria-label="Main"><ul>
        <li><a class="css-l1" href="/overview">Overview</a></li><li><a class="css-l1" href="/invoices" pick="nav-invoices">Invoices</a></li>
        <li><a class="css-l1" href="/customers">Customers</a></li><li><a class="css-l1" href="/reports">Reports</a></li></ul></nav>
      <main class="css-m22"><header class="css-h1"><h1>Overview</h1><button class="css-b77 primary" pick="new-invoice">New invoice</button></header>
        <section class="css-c1"><h2>Revenue</h2><p class="figure">€ 48,200</p><div class="chart" role="img" aria-label="Revenue by month" pick="chart"><svg width="300" height="80"><path d="M0 70L60 40L120 50L300 5"></path></svg></div></section>
        <section class="css-c1"><h2>Open invoices</h2><p class="figure">12</p><a class="css-l2" href="/invoices?open">View all</a></section>
        <section class="css-c1"><h2>Late invoices</h2><p class="figure">3</p><a class="css-l2" href="/invoices?late" pick="late-all">View all</a></section>
      </main></div></div>`,
  },
  {
    name: 'settings form',
    lang: 'en',
    title: 'Settings',
    html: `<div class="app"><header class="top"><a href="/" class="logo">Fleetbox</a></header><main class="page"><h1>Workspace settings</h1>
      <form class="form" id="settings-form"><fieldset class="group"><legend>Company</legend>
        <div class="field"><label for="company">Company name</label><input id="company" name="company" autocomplete="organization" pick="company"></div>
        <div class="field"><label for="timezone">Time zone</label><select id="timezone" name="timezone" pick="timezone"><option>Riga</option><option>London</option></select></div></fieldset>
        <fieldset class="group"><legend>Alerts</legend>
        <div class="field"><label><input type="checkbox" name="weekly" pick="weekly"> Weekly summary by email</label></div>
        <div class="field"><label><input type="checkbox" name="instant"> Tell me at once</label></div></fieldset>
        <div class="actions"><button type="submit" class="btn btn-primary" pick="save">Save changes</button><button type="button" class="btn">Discard</button></div>
      </form></main></div>`,
  },
  {
    name: 'table with row actions',
    title: 'Customers',
    html: `<main class="wrap"><h1 class="title">Customers</h1><div class="bar"><input type="search" class="search" placeholder="Search customers" pick="search">
      <button class="btn" data-testid="export-csv" pick="export">Export</button></div>
      <table class="table"><thead><tr><th></th><th>Name</th><th>State</th><th>Actions</th></tr></thead><tbody>
      ${tableRow(101, 'Harbour Logistics', 'Active')}${tableRow(102, 'Birch & Sons', 'Trial', { row: 'row' })}
      ${tableRow(103, 'Nordic Paper', 'Active', { button: 'edit-nordic' })}${tableRow(104, 'Old Mill Bakery', 'Paused')}
      </tbody></table><p class="pages"><button class="btn">Previous</button><button class="btn">Next</button></p></main>`,
  },
  {
    name: 'tabs',
    lang: 'en',
    title: 'Project Aurora',
    html: `<div class="shell"><h1 translate="no">Aurora</h1><div role="tablist" class="tabs" aria-label="Project">
      <button role="tab" id="tab-1" aria-controls="panel-1" aria-selected="true" class="tab on">Activity</button>
      <button role="tab" id="tab-2" aria-controls="panel-2" aria-selected="false" class="tab" pick="tab-members">Members</button>
      <button role="tab" id="tab-3" aria-controls="panel-3" aria-selected="false" class="tab">Files</button>
      <button role="tab" id="tab-4" aria-controls="panel-4" aria-selected="false" class="tab" pick="tab-billing">Billing</button></div>
      <div role="tabpanel" id="panel-1" aria-labelledby="tab-1" class="panel"><h2>Latest changes</h2>
        <ul class="feed"><li><b translate="no">Ilze</b> moved a card <a href="/cards/88">Show card</a></li><li><b translate="no">Marek</b> added a file <a href="/files/41" pick="show-file">Show file</a></li></ul>
        <button class="link-button" pick="load-more">Load older changes</button></div></div>`,
  },
  {
    name: 'wizard',
    lang: 'en',
    title: 'Import contacts',
    html: `<div id="wizard" class="wz"><ol class="wz-steps"><li class="done">Upload</li><li class="now" aria-current="step" pick="step-match">Match columns</li><li>Review</li></ol>
      <section class="wz-body"><h2>Match your columns</h2><p class="wz-lead">We found 240 contacts.</p>
        <div class="wz-row"><span class="wz-col">E-mail</span><select aria-label="Field for E-mail" pick="map-email"><option>Email</option><option>Skip</option></select></div>
        <div class="wz-row"><span class="wz-col">Phone</span><select aria-label="Field for Phone"><option>Phone</option><option>Skip</option></select></div>
        <label class="wz-check"><input type="checkbox" id="skip-duplicates" pick="duplicates"> Leave out duplicates</label></section>
      <footer class="wz-foot"><button class="wz-back">Back</button><button class="wz-next" pick="continue">Continue</button></footer></div>`,
  },
]
