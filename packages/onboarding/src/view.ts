/** What the console shows too: the looks of steps, checklists, hints, banners and surveys, without a socket. Its sheet is `view.css`. */
export { ShownFlow, type ShownFlowProps } from './shown-flow.tsx'
