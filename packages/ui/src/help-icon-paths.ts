/** The icons of the messenger's Help that nothing else of it shows. Written by make-icons.ts. Lucide, ISC License, © Lucide Icons and Contributors; some derived from Feather, MIT License, © 2013–present Cole Bemis. */

export const playPath = 'M5 5a2 2 0 0 1 3-1.7l12 7a2 2 0 0 1 .003 3.5l-12 7A2 2 0 0 1 5 19z'
export const searchPath = 'M21 21l-4.3-4.3M3 11a8 8 0 1 0 16 0a8 8 0 1 0-16 0'
