/** What the compiler calls for each element of JSX, in the browser build: `createElement` under the names that it uses. */
import { createElement, Fragment, type VNode } from 'preact'

export { Fragment }

type Props = Parameters<typeof createElement>[1]

const jsx = (type: string, props: Props, key?: string | number): VNode =>
  createElement(type, key === undefined ? props : { ...props, key })

export { jsx, jsx as jsxs }
