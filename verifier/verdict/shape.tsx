import type { Tone } from '../check/outcome.ts'

/** A tick in a disc, an exclamation mark in a triangle, a cross in an octagon: told apart without any colour. */
export function Shape({ tone }: { readonly tone: Tone }) {
  const { outline, sign } = shapes[tone]
  return (
    <svg class="shape" viewBox="0 0 48 48" aria-hidden="true">
      <path d={outline} class="outline" />
      <path d={sign} class="sign" />
    </svg>
  )
}

const shapes: { readonly [tone in Tone]: { readonly outline: string; readonly sign: string } } = {
  good: { outline: 'M24 2a22 22 0 1 0 0 44a22 22 0 0 0 0-44Z', sign: 'M13 25l8 8 15-18' },
  look: { outline: 'M24 3 47 45H1Z', sign: 'M24 18v14M24 38v1' },
  bad: { outline: 'M15 2H33L46 15V33L33 46H15L2 33V15Z', sign: 'M15 15 33 33M33 15 15 33' },
}
