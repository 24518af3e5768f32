/** What a page of the trials is: believable HTML whose targets are marked until the page is built. Frozen before the finder was tuned. */

export interface TrialPage {
  readonly name: string
  /** Language of the document; absent where the site does not say it. */
  readonly lang?: string
  readonly title: string
  /**
   * The body. `pick="key"` marks a target and is taken off as the page is built, so that no finder sees it.
   * `translate="no"` stands on what people entered, which no translation changes.
   * `<template shadow>` becomes the open shadow root of its parent.
   */
  readonly html: string
}

/** An icon as libraries draw them: no text, one path. */
export const icon = (path: string): string =>
  `<svg class="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><path d="${path}"></path></svg>`
