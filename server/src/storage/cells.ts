/** What stands in single cells, as TypeScript sees it. */

/** JSON as text: SQLite has no other form, and PostgreSQL stores the same words. */
export type Json = string
export type Flag = 0 | 1
