/** The icons of checklists. Written by make-icons.ts. Lucide, ISC License, © Lucide Icons and Contributors; some derived from Feather, MIT License, © 2013–present Cole Bemis. */

export const checkPath = 'M20 6 9 17l-5-5'
export const chevronDownPath = 'M6 9l6 6 6-6'
