/**
 * The help centre of the demonstration: what a harbour office asks about Harbor, as its authors would write it. All of it is
 * in English, a part in Estonian too, so that one can see what stands in for what is missing.
 */
import type { ImportedTranslation } from './articles/files/article-import.ts'
import { demoTourId } from './demo-flows.ts'

type Texts = Readonly<Record<string, string>>

export interface DemoCollection {
  readonly id: string
  readonly titles: Texts
  readonly descriptions: Texts
}

export const demoCollections: readonly DemoCollection[] = [
  {
    id: '7a1e0c34-52d1-4b7e-9c1d-0a1f6f1b9e01',
    titles: { en: 'Getting started', et: 'Alustamine' },
    descriptions: {
      en: 'From the whiteboard to the first booked night.',
      et: 'Tahvlilt esimese broneeritud ööni.',
    },
  },
  {
    id: '7a1e0c34-52d1-4b7e-9c1d-0a1f6f1b9e02',
    titles: { en: 'Berths and bookings', et: 'Kaikohad ja broneeringud' },
    descriptions: {
      en: 'Guests, regulars, weather, and a line that is gone.',
      et: 'Külalised, püsikliendid, ilm ja katkenud ühendus.',
    },
  },
  {
    id: '7a1e0c34-52d1-4b7e-9c1d-0a1f6f1b9e03',
    titles: { en: 'Bills and your account', et: 'Arved ja konto' },
    descriptions: {
      en: 'What it costs, how it is paid, and what is yours.',
      et: 'Mis see maksab, kuidas tasutakse ja mis on teie oma.',
    },
  },
]

interface DemoArticle {
  readonly key: string
  /** The place of its collection in the list above. */
  readonly collection: 0 | 1 | 2
  readonly tags: readonly string[]
  readonly tour?: string
  /** Paths of the demo's pages, without what stands before them. */
  readonly suggestOn?: readonly string[]
  readonly texts: Readonly<
    Record<string, { readonly title: string; readonly slug: string; readonly body: string }>
  >
}

/** @param picture the address of the picture of a pier */
const demoArticles = (picture: string): readonly DemoArticle[] => [
  {
    key: 'find-your-way-around',
    collection: 0,
    tags: ['start'],
    tour: demoTourId,
    suggestOn: ['/demo/'],
    texts: {
      en: {
        title: 'Find your way around Harbor',
        slug: 'find-your-way-around',
        body: `Harbor has three places, and you need no more on the first day.

## The plan

The plan shows every berth of your piers for one night: **regulars**, **guests**, and what is *free*. Move to another night with the arrows above it. A click on a berth tells who lies there, until when, and what is still to be paid.

![A pier with fourteen berths: seven of regulars in blue, three of guests in orange, four free](${picture})

## The bookings

A list of everybody who comes, goes or waits. Search it by the name of the boat, its length or the phone number of its skipper.

## The bills

What was sent, what is paid, and what is late. See [How bills are sent and paid](article:bills).

> [!TIP]
> Press **Show me around** on the first page: a tour of three steps walks you through the plan and the prices.

Next: [Move your marina in](article:move-in).`,
      },
      et: {
        title: 'Kuidas Harboris ringi liikuda',
        slug: 'kuidas-harboris-ringi-liikuda',
        body: `Harboris on kolm kohta ja esimesel päeval rohkem vaja ei ole.

## Plaan

Plaan näitab iga kaikohta ühel ööl: **püsikliendid**, **külalised** ja *vabad kohad*. Teise öö juurde liigute plaani kohal olevate nooltega. Klõps kaikohal ütleb, kes seal on, kui kaua ja mis on veel maksmata.

![Neljateistkümne kohaga kai: sinised seitse on püsiklientide, oranžid kolm külaliste, neli on vabad](${picture})

## Broneeringud

Nimekiri kõigist, kes tulevad, lähevad või ootavad. Otsige paadi nime, pikkuse või kipri telefoninumbri järgi.

## Arved

Mis on saadetud, mis makstud ja mis hilineb. Vaadake [Kuidas arveid saadetakse ja makstakse](article:bills).

> [!TIP]
> Vajutage avalehel **Show me around**: kolmesammuline ringkäik viib teid läbi plaani ja hindade.`,
      },
    },
  },
  {
    key: 'move-in',
    collection: 0,
    tags: ['start', 'import'],
    suggestOn: ['/demo/how-it-works*'],
    texts: {
      en: {
        title: 'Move your marina into Harbor',
        slug: 'move-your-marina-in',
        body: `Most marinas are in by the evening. Nothing is installed, and nothing is bolted down.

1. **Send us a plan.** An aerial photo or a picture of the whiteboard will do. We draw your piers, mostly within a day.
2. **Check lengths and depths.** They come from your own list; every berth can be changed with a click.
3. **Bring your regulars in.** [From a table](article:import-regulars), with their contracts and the months they are away.
4. **Open one pier to guests.** Try it with a few berths first, then [let guests book](article:guest-bookings) the others.

> [!NOTE]
> Until you say so, guests see nothing. You can move in while the season is running.

## How long does it take?

| Your marina | Our drawing | Your part |
|---|---|---|
| up to 20 berths | the same day | half an hour |
| up to 250 berths | one day | an afternoon |
| several harbours | two to five days | a day, with one of us |`,
      },
    },
  },
  {
    key: 'import-regulars',
    collection: 0,
    tags: ['import', 'regulars'],
    texts: {
      en: {
        title: 'Import regulars from a table',
        slug: 'import-regulars',
        body: `Save your list as CSV, with one line for each boat, and drop it on **Settings → Regulars → Import**.

\`\`\`csv
berth,boat,length,beam,draught,skipper,email,until
A1,Alma,9.80,3.10,1.60,Jens Holm,jens@example.com,2027-03-31
A2,Seeadler,12.40,3.95,2.10,Ute Brandt,ute@example.com,2027-03-31
\`\`\`

## The columns

| Column | Must be there | What it is |
|---|---|---|
| \`berth\` | yes | As it is called on your plan |
| \`boat\` | yes | Her name |
| \`length\`, \`beam\`, \`draught\` | yes | In metres, with a point or a comma |
| \`skipper\`, \`email\` | no | Who gets the bills |
| \`until\` | no | The end of the contract |

Nothing is stored before you have seen the result: lines that do not fit are shown in red, with what is wrong. Importing the same file again changes only what changed in it.

> [!WARNING]
> A berth that two lines claim goes to neither. Decide in the list, then import again.`,
      },
    },
  },
  {
    key: 'invite-colleagues',
    collection: 0,
    tags: ['account', 'team'],
    texts: {
      en: {
        title: 'Invite your colleagues',
        slug: 'invite-your-colleagues',
        body: `Harbor is paid by the berth, not by the head: invite everybody who works in the office or on the pier.

1. Open **Settings → People**.
2. Enter their e-mail addresses, one in each line.
3. Choose what they may do, and press **Send**.

## What they may do

- **Pier**: sees the plan, checks boats in and out, takes payments.
- **Office**: books, changes prices of a night, sends bills.
- **Harbour master**: everything, the contracts of regulars and the [account](article:change-or-cancel) included.

An invitation is good for seven days. Whoever lost it asks you for another one.`,
      },
    },
  },
  {
    key: 'guest-bookings',
    collection: 1,
    tags: ['bookings', 'guests'],
    texts: {
      en: {
        title: 'How guests book a berth',
        slug: 'how-guests-book',
        body: `Guests book from their phone, before they cast off or at your pier. There is no app to install.

- **On your website**, with the button that you find under **Settings → Guests**.
- **By the code at the pier**: print it, put it where they tie up.
- **Over the radio**: the office books in two taps.

Length, beam and draught decide which berths are offered. Where two fit, the smaller one is taken, so that the large one stays for who needs it.

## Can guests book by the hour?

Yes. Set a price for the hour under **Settings → Prices**; berths whose regular is out for the day are offered as well. See [When a regular is away](article:regular-away).

## A guest does not come

The berth is held until 20:00, or until the hour that you set. Then it is free again, and the first night is billed.`,
      },
      et: {
        title: 'Kuidas külalised kaikoha broneerivad',
        slug: 'kuidas-kulalised-broneerivad',
        body: `Külalised broneerivad telefonist, enne väljasõitu või teie kail. Ühtegi rakendust ei ole vaja paigaldada.

- **Teie veebilehel**, nupuga, mille leiate kohast **Settings → Guests**.
- **Kail oleva koodiga**: printige see välja ja pange sinna, kus sildutakse.
- **Raadio teel**: kontor broneerib kahe puudutusega.

Pikkus, laius ja süvis otsustavad, milliseid kohti pakutakse. Kui sobib kaks, võetakse väiksem, et suurem jääks sellele, kes seda vajab.

## Kas broneerida saab tunniks?

Jah. Määrake tunnihind kohas **Settings → Prices**; pakutakse ka nende püsiklientide kohti, kes on päevaks ära.

## Külaline ei tule

Kohta hoitakse kella 20.00-ni või teie määratud tunnini. Siis on see jälle vaba ja esimene öö läheb arvele.`,
      },
    },
  },
  {
    key: 'regular-away',
    collection: 1,
    tags: ['regulars', 'bookings'],
    texts: {
      en: {
        title: 'When a regular is away',
        slug: 'when-a-regular-is-away',
        body: `A regular who is away can free the berth for the night, and shares in the fee. This is a part of *Marina* and *Fleet*; see [Plans and prices](article:plans).

1. The regular opens the link in any bill, or asks the office.
2. They choose the nights. You have set which nights and which prices are allowed; **the default is none at all**.
3. Guests book the berth like any other. It never shows whose it is.
4. The share is taken off the regular's next bill.

> [!NOTE]
> A regular who comes home early keeps their berth: the guest is moved to the next one that fits, and told.`,
      },
    },
  },
  {
    key: 'offline',
    collection: 1,
    tags: ['trouble', 'phone'],
    texts: {
      en: {
        title: 'What happens when the line to the pier is gone',
        slug: 'when-the-line-is-gone',
        body: `The plan on the phone goes on working. You check boats in and out, take bookings and note payments as always; a small cloud with a stroke says that nobody else sees it yet.

When the line is back, the phone's plan and the office's are joined. **Nothing is booked twice**: where both gave away the same berth, the first booking stands, and the other boat gets the next berth that fits. The office is asked before a guest is told.

## The cloud does not go away

1. Open **Harbor → Connection** on the phone and press **Try again**.
2. Look whether the phone's clock is right: a clock that is hours off is refused.
3. Still there? [Ask a person](article:ask-a-person), and say when it began.`,
      },
      et: {
        title: 'Mis juhtub, kui ühendus kaiga katkeb',
        slug: 'kui-uhendus-katkeb',
        body: `Plaan telefonis töötab edasi. Registreerite paate sisse ja välja, võtate broneeringuid vastu ja märgite makseid nagu alati; läbikriipsutatud pilv ütleb, et keegi teine seda veel ei näe.

Kui ühendus taastub, pannakse telefoni ja kontori plaan kokku. **Midagi ei broneerita topelt**: kui mõlemad andsid ära sama koha, jääb kehtima esimene broneering ja teine paat saab järgmise sobiva koha.

## Pilv ei kao

1. Avage telefonis **Harbor → Connection** ja vajutage **Try again**.
2. Vaadake, kas telefoni kell on õige: tundide võrra vale kella ei võeta vastu.
3. Ikka alles? Küsige inimeselt ja öelge, millal see algas.`,
      },
    },
  },
  {
    key: 'weather',
    collection: 1,
    tags: ['weather', 'guests'],
    texts: {
      en: {
        title: 'Weather in the plan',
        slug: 'weather-in-the-plan',
        body: `Swell from the west? Harbor moves tonight's guests behind the breakwater, and tells them before they cast off.

For each pier you say once from which directions it is open, and how much is too much:

| Setting | We begin with |
|---|---:|
| Wind across the pier | 12 m/s |
| Gusts | 17 m/s |
| Swell from an open side | 0.8 m |

Three hours before it is too much, the office gets a proposal: who moves where. Nothing happens until somebody presses **Move them**. Guests get a message with the new berth; regulars are never moved, only warned.`,
      },
    },
  },
  {
    key: 'plans',
    collection: 2,
    tags: ['prices', 'account'],
    suggestOn: ['/demo/pricing*'],
    texts: {
      en: {
        title: 'Plans and prices',
        slug: 'plans-and-prices',
        body: `You pay by the berth, not by the head. Guests never pay for booking.

| | Jetty | Marina | Fleet |
|---|---|---|---|
| Price | free | €149 a month | from €490 a month |
| Berths | up to 20 | up to 250 | any number |
| Plan, bookings, bills by mail | ✓ | ✓ | ✓ |
| Card payment on the pier | – | ✓ | ✓ |
| Weather in the plan | – | ✓ | ✓ |
| Regulars who share their berth | – | ✓ | ✓ |
| Several harbours, one bookkeeping | – | – | ✓ |

Prices are without tax. Who pays by the year gets two months free.

## Which one fits?

Count the berths that are on the plan, also those that are empty in winter. You can [change at any time](article:change-or-cancel), in both directions.`,
      },
      et: {
        title: 'Paketid ja hinnad',
        slug: 'paketid-ja-hinnad',
        body: `Maksate kaikohtade, mitte inimeste järgi. Külalised broneerimise eest ei maksa.

| | Jetty | Marina | Fleet |
|---|---|---|---|
| Hind | tasuta | 149 € kuus | alates 490 € kuus |
| Kaikohti | kuni 20 | kuni 250 | piiramata |
| Plaan, broneeringud, arved e-postiga | ✓ | ✓ | ✓ |
| Kaardimakse kail | – | ✓ | ✓ |
| Ilm plaanis | – | ✓ | ✓ |
| Püsikliendid jagavad oma kohta | – | ✓ | ✓ |
| Mitu sadamat, üks raamatupidamine | – | – | ✓ |

Hindadele lisandub käibemaks. Aasta kaupa makstes on kaks kuud tasuta.

## Milline sobib?

Lugege kokku kõik plaanil olevad kohad, ka need, mis talvel tühjad on. Paketti saate igal ajal muuta, mõlemas suunas.`,
      },
    },
  },
  {
    key: 'bills',
    collection: 2,
    tags: ['bills', 'payment'],
    texts: {
      en: {
        title: 'How bills are sent and paid',
        slug: 'how-bills-are-sent',
        body: `Berth, power, water and laundry come on one bill. It is sent when the boat leaves, or with the next bill of a regular.

- **By card on the pier** (*Marina* and *Fleet*): the guest pays with the phone that booked, or at the reader in the office.
- **By transfer**: the bill has the reference that finds it again when the money comes.
- **In cash**: the office notes it with one tap.

## Reminders

A bill that is late is reminded of after 7 and after 14 days, in the language of the booking. Switch it off for one bill with **No reminder**.

## A bill is wrong

Open it and press **Correct**. The old one is cancelled, the new one is sent, and both stay in your books. Bills are never deleted: the law of most countries wants it so.

See also [Harbour dues](article:harbour-dues).`,
      },
    },
  },
  {
    key: 'harbour-dues',
    collection: 2,
    tags: ['bills', 'tax'],
    texts: {
      en: {
        title: 'Harbour dues and tax',
        slug: 'harbour-dues-and-tax',
        body: `Dues go on the bill, each in a line of its own, and into a report for the authority.

| Country | Dues | Report |
|---|---|---|
| Denmark | by night and boat | by quarter |
| Germany | by night and person, where the town has them | by month |
| Netherlands | by night and person | by year |
| Norway | by length | by month |
| Sweden | by night and boat | by year |

Another coast? [Ask a person](article:ask-a-person): we add countries when the first harbour there needs it.

Value added tax follows the place of the harbour. Guests with a number of their own enter it with the booking; it is checked, and kept with the bill.`,
      },
    },
  },
  {
    key: 'change-or-cancel',
    collection: 2,
    tags: ['account', 'prices'],
    texts: {
      en: {
        title: 'Change your plan, cancel, or take your data along',
        slug: 'change-or-cancel',
        body: `## Change the plan

**Settings → Account → Plan.** A larger plan begins at once, and you pay the difference for the rest of the month. A smaller one begins with the next month.

## Cancel

You can end any month, in the same place. Until its last day everything works; after it your data stays readable for a year, then it is deleted.

## Take your data along

One button, **Settings → Account → Export**, gives you a folder of tables:

\`\`\`text
berths.csv
boats.csv
bookings.csv
bills.csv
bills/2026-0001.pdf
\`\`\`

It is yours, in any plan, also in the month after you cancelled.

> [!WARNING]
> The export holds names and addresses of your guests. Keep it where you keep your bills.`,
      },
    },
  },
  {
    key: 'ask-a-person',
    collection: 2,
    tags: ['trouble'],
    texts: {
      en: {
        title: 'Ask a person',
        slug: 'ask-a-person',
        body: `Somebody who knows piers answers from Monday to Saturday, 7:00 to 20:00, in English, German, Danish and Estonian. Write to us in the window from which you read this, at any hour; when nobody is there, the answer comes by mail.

So that we find it at once, tell us:

- which **berth** or **boat** it is about,
- what you did, and what happened then,
- for a bill, its **number**.

Never send us card numbers or passwords. We do not need them, and nobody of us asks for them.`,
      },
    },
  },
]

/** `basePath`: where the relay's own pages begin, empty or without a slash at its end. */
export const demoTranslations = (basePath: string, picture: string): readonly ImportedTranslation[] =>
  demoArticles(picture).flatMap(({ key, collection, tags, tour = null, suggestOn = [], texts }) =>
    Object.entries(texts).map(([locale, words]) => ({
      key,
      locale,
      ...words,
      collection: demoCollections[collection]?.titles[locale] ?? null,
      tags,
      tour,
      suggestOn: suggestOn.map((path) => `${basePath}${path}`),
      draft: false,
    })),
  )
