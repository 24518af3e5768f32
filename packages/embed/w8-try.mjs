import { minify } from 'terser'
import { readFileSync } from 'node:fs'
import { smallestBrotli } from './compressed.ts'
const base = { ecma: 2020, module: true, compress: { passes: 3, pure_getters: true, unsafe_arrows: true, keep_fargs: false, lhs_constants: false } }
const files = ['app','engine','look','messenger','help']
const run = async (name, over) => {
  const out = []
  for (const f of files) {
    const o = { ...base, ...over.top, compress: { ...base.compress, ...over.c } }
    const { code } = await minify(readFileSync(`/tmp/w8/pre/${f}.js`, 'utf8'), o)
    out.push(smallestBrotli(code).length)
  }
  console.log(name.padEnd(36), ...out.map(x => String(x).padStart(6)), 'open', out.slice(0,4).reduce((a,b)=>a+b))
}
await run('base', {})
const cs = { arrows:false, booleans:false, collapse_vars:false, comparisons:false, computed_props:false, conditionals:false, dead_code:false, directives:false, evaluate:false, hoist_funs:true, hoist_props:false, hoist_vars:true, if_return:false, inline:1, join_vars:false, loops:false, negate_iife:false, properties:false, reduce_funcs:false, reduce_vars:false, sequences:false, side_effects:false, switches:false, toplevel:true, typeofs:false, unsafe:true, unsafe_methods:true, unsafe_comps:true, unsafe_undefined:true, unused:false, keep_infinity:true, ecma:2015, passes:1, lhs_constants:true, unsafe_math:true, booleans_as_integers:false}
for (const [k,v] of Object.entries(cs)) await run(`${k}=${v}`, {c:{[k]:v}})
await run('inline=2', {c:{inline:2}})
await run('inline=0', {c:{inline:0}})
await run('mangle off', {top:{mangle:false}})
await run('ecma2023', {top:{ecma:2023}})
