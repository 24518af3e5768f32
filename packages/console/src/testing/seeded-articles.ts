/** What a believable site has written for its visitors: articles in each state, some of them translated, one of a conversation. */
import type { ArticleDetail, CollectionRow, TranslationDetail } from '@docent/protocol'

const hour = 3_600_000
const day = 24 * hour

export const articleId = (number: number): string =>
  `aaaaaaaa-0000-4000-8000-${String(number).padStart(12, '0')}`
export const collectionId = (number: number): string =>
  `cccccccc-0000-4000-8000-${String(number).padStart(12, '0')}`

export const seededCollections: readonly CollectionRow[] = [
  {
    id: collectionId(1),
    titles: { en: 'First steps', et: 'Esimesed sammud', de: 'Erste Schritte' },
    descriptions: { en: 'From the first sign-in to the first project.' },
    position: 0,
  },
  {
    id: collectionId(2),
    titles: { en: 'Billing and plans', et: 'Arved ja paketid' },
    descriptions: { en: 'Invoices, cards, and how to change the plan.' },
    position: 1,
  },
  { id: collectionId(3), titles: { en: 'Projects' }, descriptions: {}, position: 2 },
]

const body = `Every workspace has **one owner** and any number of members. Only the owner can *close* it.

## Before you invite somebody

1. Open [the settings](https://app.northwind.test/settings).
2. Choose **Members**.
3. Read [how invoices are counted](article:change-your-plan).

> [!TIP]
> Members who only read are free.

| Role | May write | May invite |
| --- | --- | --- |
| Member | Yes | No |
| Owner | Yes | Yes |

\`\`\`
northwind invite mira@example.org --role member
\`\`\`

- Invitations end after *seven days*.
- A new one can be sent at any time.
`

const asked = `A customer asked how to get an invoice on paper.

Write to billing with the number of your account. For Mira Kask (mira.kask@example.org, +372 5555 1234) we sent it to the address in the account.
`

interface Wish {
  readonly locale: string
  readonly title: string
  readonly slug: string
  readonly body?: string
  readonly live?: boolean
  readonly changed?: boolean
  readonly plannedIn?: number
}

const translation = (now: number, age: number, wish: Wish): TranslationDetail => ({
  locale: wish.locale,
  title: wish.title,
  slug: wish.slug,
  rev: 4,
  liveVersion: wish.live ? 2 : null,
  changed: wish.changed ?? false,
  publishAt: wish.plannedIn === undefined ? null : now + wish.plannedIn,
  updatedAt: now - age,
  updatedBy: 'Linus Torvalds',
  body: wish.body ?? body,
  marks: [],
  versions: wish.live
    ? [
        {
          version: 2,
          title: wish.title,
          slug: wish.slug,
          publishedAt: now - age,
          publishedBy: 'Ada Lovelace',
          restoredFrom: null,
        },
        {
          version: 1,
          title: wish.title,
          slug: wish.slug,
          publishedAt: now - age - 9 * day,
          publishedBy: 'Linus Torvalds',
          restoredFrom: null,
        },
      ]
    : [],
  oldSlugs: wish.changed ? ['inviting-people'] : [],
})

const article = (
  now: number,
  number: number,
  more: Partial<ArticleDetail>,
  wishes: readonly Wish[],
): ArticleDetail => ({
  id: articleId(number),
  key: wishes[0]?.slug ?? `article-${number}`,
  collectionId: collectionId(1),
  tags: [],
  tourFlowId: null,
  suggestOn: [],
  archivedAt: null,
  views: 0,
  helpful: 0,
  unhelpful: 0,
  conversationId: null,
  translations: wishes.map((wish) => translation(now, number * 5 * hour, wish)),
  ...more,
})

/** @param count at least so many: beyond those that are written here, many of the same kind */
export function seededArticles(now: number, count: number): readonly ArticleDetail[] {
  const written = [
    article(
      now,
      1,
      {
        tags: ['members', 'roles'],
        suggestOn: ['/settings/members*'],
        views: 1_284,
        helpful: 92,
        unhelpful: 8,
        tourFlowId: '11111111-1111-4111-8111-111111111111',
      },
      [
        {
          locale: 'en',
          title: 'Invite people to your workspace',
          slug: 'invite-people',
          live: true,
          changed: true,
        },
        { locale: 'et', title: 'Kutsu inimesi oma töölauale', slug: 'kutsu-inimesi', live: true },
      ],
    ),
    article(now, 2, { collectionId: collectionId(2), views: 311, helpful: 20, unhelpful: 14 }, [
      { locale: 'en', title: 'Change your plan', slug: 'change-your-plan', live: true },
    ]),
    article(now, 3, { collectionId: collectionId(2) }, [
      { locale: 'en', title: 'Prices from next year on', slug: 'new-prices', plannedIn: 3 * day },
    ]),
    article(now, 4, { collectionId: null, conversationId: 'c-00004' }, [
      { locale: 'en', title: 'Get an invoice on paper', slug: 'invoice-on-paper', body: asked },
    ]),
    article(now, 5, { collectionId: collectionId(3), views: 48 }, [
      {
        locale: 'en',
        title:
          'What happens to the projects, tasks, files and comments of a member who has left the workspace or was removed from it by an owner',
        slug: 'members-who-left',
        live: true,
      },
      {
        locale: 'de',
        title: 'Was mit den Projekten eines ausgetretenen Mitglieds geschieht',
        slug: 'ausgetreten',
      },
    ]),
    article(now, 6, { archivedAt: now - day }, [
      { locale: 'en', title: 'The old desktop app', slug: 'old-desktop-app' },
    ]),
  ]
  const marked = written.map((one) =>
    one.id === articleId(4)
      ? {
          ...one,
          translations: one.translations.map((each) => ({
            ...each,
            marks: [
              { kind: 'email' as const, text: 'mira.kask@example.org', confirmed: false },
              { kind: 'phone' as const, text: '+372 5555 1234', confirmed: false },
              { kind: 'attribute' as const, text: 'Mira Kask', confirmed: false },
            ],
          })),
        }
      : one,
  )
  const many = Array.from({ length: Math.max(0, count - marked.length) }, (_, index) =>
    article(now, index + 7, { collectionId: collectionId((index % 3) + 1), views: (index * 37) % 900 }, [
      { locale: 'en', title: `How to do thing ${index + 1}`, slug: `thing-${index + 1}`, live: true },
    ]),
  )
  return [...marked, ...many]
}
