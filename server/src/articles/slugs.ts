/** Slugs, made as the console makes them: one rule for both, which `protocol` holds. */
export { numbered, slugOf } from '@docent/protocol/slug'
