/** Pages that everybody sees: shop, documentation, prices, sign-up, a list of places. */
import { icon, type TrialPage } from './trial-page.ts'

const plan = (name: string, price: string, picks: { card?: string; button?: string } = {}) => `
  <div class="plan rounded-xl border p-6"${picks.card ? ` pick="${picks.card}"` : ''}><h3 class="text-lg">${name}</h3><p class="price">${price}</p>
  <ul class="text-sm"><li>Chat</li><li>Tours</li></ul><button class="w-full rounded bg-indigo-600 px-4 py-2"${picks.button ? ` pick="${picks.button}"` : ''}>Choose plan</button></div>`

const place = (name: string, picks: { show?: string; save?: string } = {}) => `
  <article class="place"><img alt="" src="/img/place.jpg" width="40" height="40"><h3 translate="no">${name}</h3><p>Open until 18</p>
  <button class="p-show"${picks.show ? ` pick="${picks.show}"` : ''}>Show on map</button><button class="p-save" aria-label="Save place"${picks.save ? ` pick="${picks.save}"` : ''}>${icon('M8 14L2 7')}</button></article>`

export const publicPages: readonly TrialPage[] = [
  {
    name: 'shopping cart',
    lang: 'en',
    title: 'Your cart',
    html: `<header class="site"><a href="/" class="brand">Kettle &amp; Co</a><a href="/cart" class="cart" aria-label="Cart, 2 items">${icon('M1 2h3l2 8h7')}</a></header>
      <main><h1>Your cart</h1><ul class="lines">
      <li class="line"><span translate="no">Copper kettle</span><input type="number" name="quantity" aria-label="Quantity" value="1"><button class="remove">Remove</button></li>
      <li class="line"><span translate="no">Oak board</span><input type="number" name="quantity" aria-label="Quantity" value="2" pick="quantity-board"><button class="remove" pick="remove-board">Remove</button></li></ul>
      <form class="voucher"><input name="voucher" placeholder="Voucher code" pick="voucher"><button>Apply</button></form>
      <aside class="sum"><p>Total € 84.00</p><a class="checkout" href="/checkout" pick="checkout">Go to checkout</a></aside></main>`,
  },
  {
    name: 'documentation',
    lang: 'en',
    title: 'Webhooks · Docs',
    html: `<div class="docs"><nav class="toc" aria-label="Documentation"><h4>Guides</h4><ul><li><a href="/docs/start">Get started</a></li><li><a href="/docs/webhooks" aria-current="page" pick="toc-webhooks">Webhooks</a></li><li><a href="/docs/keys">API keys</a></li></ul>
      <h4>Reference</h4><ul><li><a href="/docs/api/events">Events</a></li><li><a href="/docs/api/errors" pick="toc-errors">Errors</a></li></ul></nav>
      <article class="prose"><h1>Webhooks</h1><p>A webhook tells your server what happened.</p><h2 id="signing" pick="heading-signing">Check the signature</h2>
      <pre class="code"><code translate="no">verify(body, key)</code></pre><button class="copy" aria-label="Copy code" pick="copy">${icon('M4 4h8v10H4z')}</button>
      <h2 id="retries">Retries</h2><p>We try again for a day.</p><a class="next" href="/docs/keys">Next: API keys</a></article></div>`,
  },
  {
    name: 'pricing cards',
    lang: 'en',
    title: 'Prices',
    html: `<section class="mx-auto max-w-5xl"><h1 class="text-3xl">Simple prices</h1><div role="radiogroup" aria-label="Billing period" class="flex"><button role="radio" aria-checked="true" class="px-3">Monthly</button><button role="radio" aria-checked="false" class="px-3" pick="yearly">Yearly</button></div>
      <div class="grid grid-cols-3 gap-6">${plan('Starter', '€ 0')}${plan('Team', '€ 29', { button: 'choose-team' })}${plan('Company', '€ 99', { card: 'card-company' })}</div>
      <p class="mt-4"><a class="underline" href="/contact" pick="contact">Talk to sales</a></p></section>`,
  },
  {
    name: 'sign-up',
    title: 'Create your account',
    html: `<div class="auth"><form class="auth-box" action="/signup"><h1>Create your account</h1>
      <div class="f"><label for="f-1">Full name</label><input id="f-1" autocomplete="name"></div>
      <div class="f"><label for="f-2">Work email</label><input id="f-2" type="email" autocomplete="email" pick="email"></div>
      <div class="f"><label for="f-3">Password</label><input id="f-3" type="password" autocomplete="new-password" pick="password"><button type="button" class="eye" aria-label="Show password" pick="eye">${icon('M1 8c4-6 10-6 14 0')}</button></div>
      <label class="terms"><input type="checkbox" name="terms"> I agree to the <a href="/terms">terms</a></label>
      <input type="submit" class="go" value="Create account" pick="create"></form><p>Have an account? <a href="/login" pick="log-in">Log in</a></p></div>`,
  },
  {
    name: 'cards with equal buttons',
    lang: 'en',
    title: 'Places near you',
    html: `<main class="places"><h1>Places near you</h1><div class="filter"><label for="kind">Kind</label><select id="kind" pick="kind"><option>All</option><option>Bakery</option></select></div>
      <div class="cards">${place('Mill Street Bakery')}${place('River Books', { show: 'show-books' })}${place('Linden Cafe', { save: 'save-cafe' })}${place('Old Harbour')}</div>
      <button class="more" pick="more">Show more places</button></main>`,
  },
]
