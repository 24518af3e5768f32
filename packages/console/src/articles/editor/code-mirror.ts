/**
 * The field that an article's Markdown is written in: CodeMirror in a shadow root, since the console's policy permits
 * adopted sheets and no style elements. Knows text, selections and marked pieces; nothing of articles or the desk.
 */
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { markdownKeymap, markdownLanguage } from '@codemirror/lang-markdown'
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { Compartment, EditorState, type Extension, Prec, StateEffect, StateField } from '@codemirror/state'
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  keymap,
  placeholder,
} from '@codemirror/view'
import { tags } from '@lezer/highlight'
import type { Selected, TextChange } from './markdown-edits.ts'

export interface MarkdownField {
  /** Replaces the text where it is another one; what was written can still be undone. */
  setText(text: string): void
  setReadOnly(readOnly: boolean): void
  /** Pieces that are marked wherever they stand. */
  setMarks(pieces: readonly string[]): void
  selected(): Selected
  apply(change: TextChange): void
  /** Selects and shows the first place of a piece; false where there is none. */
  show(piece: string): boolean
  focus(): void
  close(): void
}

export interface MarkdownFieldOptions {
  /** Gets a shadow root. */
  readonly host: HTMLElement
  readonly text: string
  readonly label: string
  /** Says how the keyboard gets out of the text. */
  readonly description: string
  readonly empty: string
  readonly language: string
  readonly readOnly: boolean
  /** Words of the field's own search. */
  readonly phrases: Readonly<Record<string, string>>
  /** What Ctrl or Cmd and a letter do, such as `b`. */
  readonly keys: Readonly<Record<string, () => void>>
  onChange(text: string): void
  /** Pictures that were dropped or pasted. */
  onPictures(files: readonly File[]): void
}

const setPieces = StateEffect.define<readonly string[]>()
const pieceMark = Decoration.mark({ class: 'cm-piece' })

interface Pieces {
  readonly pieces: readonly string[]
  readonly marks: DecorationSet
}

/** What may be of one person stands out in the text until it is confirmed or taken out. */
const markedPieces = StateField.define<Pieces>({
  create: () => ({ pieces: [], marks: Decoration.none }),
  update(before, transaction) {
    let { pieces } = before
    for (const effect of transaction.effects) if (effect.is(setPieces)) pieces = effect.value
    if (pieces === before.pieces && !transaction.docChanged) return before
    return { pieces, marks: marksOf(transaction.newDoc.toString(), pieces) }
  },
  provide: (field) => EditorView.decorations.from(field, ({ marks }) => marks),
})

function marksOf(text: string, pieces: readonly string[]): DecorationSet {
  const found = pieces.flatMap((piece) => {
    const places: { from: number; to: number }[] = []
    for (let at = piece ? text.indexOf(piece) : -1; at >= 0; at = text.indexOf(piece, at + piece.length))
      places.push({ from: at, to: at + piece.length })
    return places
  })
  return Decoration.set(
    found.map(({ from, to }) => pieceMark.range(from, to)),
    true,
  )
}

const looks = EditorView.theme({
  '&': { color: 'var(--d-text)', backgroundColor: 'transparent', fontSize: '14px', height: '100%' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace',
    lineHeight: '1.65',
  },
  '.cm-content': { padding: '16px 0 45vh', caretColor: 'var(--d-text)' },
  '.cm-line': { padding: '0 24px' },
  '.cm-cursor': { borderInlineStartColor: 'var(--d-text)', borderLeftColor: 'var(--d-text)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'color-mix(in srgb, var(--d-brand) 26%, transparent)',
  },
  '.cm-placeholder': { color: 'var(--d-faint)' },
  '.cm-piece': {
    borderRadius: '3px',
    background: 'var(--d-warning-quiet)',
    boxShadow: 'inset 0 -2px 0 var(--d-warning-text)',
  },
  '.cm-selectionMatch': { background: 'var(--d-hover)' },
  '.cm-searchMatch': { background: 'var(--d-note)', outline: '1px solid var(--d-note-line)' },
  '.cm-searchMatch-selected': { background: 'var(--d-note-line)' },
  '.cm-panels': {
    background: 'var(--d-raised)',
    color: 'var(--d-text)',
    borderColor: 'var(--d-line)',
    fontFamily: 'inherit',
  },
  '.cm-panels-bottom': { borderTop: '1px solid var(--d-line)' },
  '.cm-panel.cm-search': { padding: '8px 36px 8px 12px', fontSize: '13px' },
  '.cm-panel.cm-search label': { fontSize: '12px', color: 'var(--d-muted)' },
  '.cm-panel.cm-search [name=close]': {
    inset: '8px 8px auto auto',
    fontSize: '18px',
    width: '28px',
    height: '28px',
  },
  '.cm-textfield': {
    minHeight: '32px',
    padding: '4px 8px',
    border: '1px solid var(--d-field-line)',
    borderRadius: '8px',
    background: 'var(--d-bg)',
    color: 'inherit',
    fontSize: '13px',
  },
  '.cm-button': {
    minHeight: '32px',
    padding: '4px 10px',
    border: '1px solid var(--d-line-strong)',
    borderRadius: '8px',
    background: 'var(--d-raised)',
    color: 'inherit',
    fontSize: '13px',
  },
  ':is(.cm-button, .cm-textfield, [name=close]):focus-visible': {
    outline: '2px solid var(--d-focus)',
    outlineOffset: '2px',
  },
})

/** Quiet: the words stand forward, what forms them stays back. */
const colours = HighlightStyle.define([
  { tag: tags.heading, fontWeight: '650' },
  { tag: tags.heading1, fontSize: '1.2em' },
  { tag: tags.heading2, fontSize: '1.15em' },
  { tag: tags.strong, fontWeight: '650' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: tags.strikethrough, textDecoration: 'line-through' },
  { tag: [tags.processingInstruction, tags.contentSeparator, tags.labelName], color: 'var(--d-faint)' },
  { tag: [tags.url, tags.link], color: 'var(--d-brand-text)' },
  { tag: tags.monospace, color: 'var(--d-muted)' },
  { tag: tags.quote, color: 'var(--d-muted)' },
])

export function createMarkdownField(options: MarkdownFieldOptions): MarkdownField {
  const { host } = options
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open', delegatesFocus: true })
  const readOnly = new Compartment()
  /** Not what is typed, but what came from elsewhere: it is not told back. */
  let quiet = false

  const locked = (is: boolean): Extension => [EditorState.readOnly.of(is), EditorView.editable.of(!is)]
  const pictures = (event: ClipboardEvent | DragEvent, data: DataTransfer | null): boolean => {
    const files = [...(data?.files ?? [])].filter(({ type }) => type.startsWith('image/'))
    if (files.length === 0) return false
    event.preventDefault()
    options.onPictures(files)
    return true
  }
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        readOnly.of(locked(options.readOnly)),
        history(),
        drawSelection(),
        EditorView.lineWrapping,
        EditorView.perLineTextDirection.of(true),
        EditorView.contentAttributes.of({
          'aria-label': options.label,
          'aria-description': options.description,
          // Also where nothing can be written: the text scrolls, so a keyboard must be able to reach it.
          tabindex: '0',
          lang: options.language,
          dir: 'auto',
          spellcheck: 'true',
          autocapitalize: 'sentences',
        }),
        EditorState.phrases.of(options.phrases),
        placeholder(options.empty),
        markdownLanguage,
        syntaxHighlighting(colours),
        search(),
        highlightSelectionMatches({ minSelectionLength: 3 }),
        markedPieces,
        looks,
        Prec.high(
          keymap.of([
            ...Object.entries(options.keys).map(([key, act]) => ({
              key: `Mod-${key}`,
              run: (of: EditorView) => {
                if (!of.state.readOnly) act()
                return true
              },
            })),
            ...markdownKeymap,
          ]),
        ),
        keymap.of([...searchKeymap, ...historyKeymap, ...defaultKeymap, indentWithTab]),
        EditorView.domEventHandlers({
          paste: (event) => pictures(event, event.clipboardData),
          drop: (event) => pictures(event, event.dataTransfer),
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !quiet) options.onChange(update.state.doc.toString())
        }),
      ],
    }),
  })

  return {
    setText(text) {
      if (view.state.doc.toString() === text) return
      quiet = true
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } })
      quiet = false
    },
    setReadOnly: (is) => view.dispatch({ effects: readOnly.reconfigure(locked(is)) }),
    setMarks: (pieces) => view.dispatch({ effects: setPieces.of(pieces) }),
    selected: () => {
      const { from, to } = view.state.selection.main
      return { text: view.state.doc.toString(), from, to }
    },
    apply({ from, to, insert, select: [anchor, head] }) {
      view.dispatch({
        changes: { from, to, insert },
        selection: { anchor, head },
        scrollIntoView: true,
        userEvent: 'input',
      })
      view.focus()
    },
    show(piece) {
      const at = view.state.doc.toString().indexOf(piece)
      if (at < 0) return false
      view.dispatch({
        selection: { anchor: at, head: at + piece.length },
        effects: EditorView.scrollIntoView(at, { y: 'center' }),
      })
      view.focus()
      return true
    },
    focus: () => view.focus(),
    close: () => view.destroy(),
  }
}
