/** Pages of teams: modal, kanban, calendar, chat, notifications. */
import { icon, type TrialPage } from './trial-page.ts'

const card = (
  title: string,
  owner: string,
  pick = '',
) => `<li class="card" draggable="true"${pick && ` pick="${pick}"`}>
  <h4 class="card-title" translate="no">${title}</h4><span class="owner" translate="no">${owner}</span><button class="card-menu" aria-label="Card actions">${icon('M3 8h1M8 8h1M13 8h1')}</button></li>`

export const teamPages: readonly TrialPage[] = [
  {
    name: 'modal',
    lang: 'en',
    title: 'Members',
    html: `<div id="app"><main class="members"><h1>Members</h1><button class="btn">Invite people</button><ul><li translate="no">Ada</li><li translate="no">Linus</li></ul></main></div>
      <div class="backdrop"><div role="dialog" aria-modal="true" aria-labelledby="invite-title" class="modal" pick="dialog"><h2 id="invite-title">Invite people</h2>
        <label for="invite-mail">Email addresses</label><textarea id="invite-mail" rows="3" pick="addresses"></textarea>
        <label for="invite-role">Role</label><select id="invite-role"><option>Agent</option><option>Admin</option></select>
        <div class="modal-foot"><button class="btn ghost">Cancel</button><button class="btn solid" pick="send-invites">Send invitations</button></div>
        <button class="x" aria-label="Close dialog" pick="close-dialog">${icon('M2 2l12 12M14 2L2 14')}</button></div></div>`,
  },
  {
    name: 'kanban',
    lang: 'en',
    title: 'Board',
    html: `<div class="board"><h1>Sprint board</h1><div class="lanes">
      <section class="lane" aria-label="To do"><h3>To do</h3><ul>${card('Write the launch post', 'Ilze')}${card('Renew certificates', 'Tom', 'card')}</ul><button class="add" pick="add-todo">Add card</button></section>
      <section class="lane" aria-label="In progress"><h3>In progress</h3><ul>${card('Search in Latvian', 'Ada')}</ul><button class="add" pick="add-doing">Add card</button></section>
      <section class="lane" aria-label="Done"><h3>Done</h3><ul>${card('Pick a font', 'Linus')}${card('Hire a designer', 'Ada')}</ul><button class="add">Add card</button></section></div>
      <button class="lane-new" data-testid="new-lane" pick="new-lane">${icon('M8 2v12M2 8h12')}<span>New column</span></button></div>`,
  },
  {
    name: 'calendar',
    title: 'Calendar',
    html: `<div class="cal"><header class="cal-head"><button class="cal-nav" aria-label="Previous month" pick="previous">${icon('M10 3L5 8l5 5')}</button><h2>March 2027</h2>
      <button class="cal-nav" aria-label="Next month" pick="next">${icon('M6 3l5 5-5 5')}</button><button class="cal-today">Today</button>
      <div role="group" aria-label="View"><button class="v">Day</button><button class="v" pick="week">Week</button><button class="v">Month</button></div></header>
      <table role="grid" class="cal-grid"><tbody>${[1, 8, 15]
        .map(
          (monday) =>
            `<tr>${[0, 1, 2, 3, 4, 5, 6].map((day) => `<td role="gridcell"${monday + day === 10 ? ' pick="day-10"' : ''}><button class="day">${monday + day}</button></td>`).join('')}</tr>`,
        )
        .join(
          '',
        )}</tbody></table><button class="fab" title="New event" pick="new-event">${icon('M8 1v14M1 8h14')}</button></div>`,
  },
  {
    name: 'chat app',
    lang: 'en',
    title: 'general',
    html: `<div class="chat"><aside class="rooms"><h2>Channels</h2><ul><li><a href="/c/general" class="room on" translate="no"># general</a></li><li><a href="/c/design" class="room" translate="no" pick="channel">#&nbsp;design</a></li><li><a href="/c/random" class="room" translate="no"># random</a></li></ul>
      <button class="room-add" aria-label="Add channel" pick="add-channel">${icon('M8 3v10M3 8h10')}</button></aside>
      <main class="talk"><header><h1 translate="no"># general</h1><button aria-label="Channel details" class="ico" pick="details">${icon('M8 4v1M8 7v5')}</button></header>
      <ol class="log"><li><b translate="no">Ada</b><p translate="no">The build is green again.</p></li><li><b translate="no">Tom</b><p translate="no">Lunch?</p></li></ol>
      <form class="compose"><div role="textbox" contenteditable="true" aria-label="Message" class="field" pick="composer"></div><button type="submit" class="send" aria-label="Send message" pick="send">${icon('M1 8l14-7-5 14-3-6z')}</button></form></main></div>`,
  },
  {
    name: 'notification list',
    lang: 'en',
    title: 'Notifications',
    html: `<main class="inbox"><h1>Notifications</h1><button class="all" pick="mark-all">Mark all as read</button><a href="/settings/notifications" class="gear" aria-label="Notification settings" pick="settings">${icon('M8 5a3 3 0 100 6')}</a>
      <ul class="list">${[
        ['Invoice 1041 was paid', 'Billing'],
        ['Ada mentioned you', 'Comments'],
        ['Export is ready', 'Exports'],
        ['Two seats are left', 'Plan'],
      ]
        .map(
          ([text, kind], place) =>
            `<li class="note"${place === 1 ? ' pick="mention"' : ''}><span class="kind">${kind}</span><p translate="no">${text}</p><button class="dismiss" aria-label="Dismiss"${place === 2 ? ' pick="dismiss-export"' : ''}>${icon('M4 4l8 8M12 4l-8 8')}</button></li>`,
        )
        .join('')}</ul></main>`,
  },
]
