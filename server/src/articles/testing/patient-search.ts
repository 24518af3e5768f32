/** For tests of what is found: on a busy machine the search itself is waited for, not what is done instead of it [HLP8]. */
export const patientSearch = { searchAnswer: 60_000 } as const
