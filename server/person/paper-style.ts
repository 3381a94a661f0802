import type { Weight } from './pdf-font.ts'

/** How a piece of text looks, and what it is to a screen reader (PDF structure type). Sizes are points. */
export interface Style {
  readonly size: number
  readonly weight: Weight
  readonly colour: string
  readonly tag: string
}

/** The white edge of a page, in points. */
export const margin = 56
/** Text, and the lines under sections. */
export const ink = '#14212b'
const soft = '#47565f'
/** The lines between rows. */
export const rule = '#c5ced6'
/** Everything a paper is written in. */
export const styles = {
  title: { size: 20, weight: 700, colour: ink, tag: 'H1' },
  section: { size: 14, weight: 700, colour: ink, tag: 'H2' },
  part: { size: 11, weight: 700, colour: ink, tag: 'H3' },
  body: { size: 9.5, weight: 400, colour: ink, tag: 'P' },
  label: { size: 9.5, weight: 400, colour: soft, tag: 'TH' },
  head: { size: 8.5, weight: 700, colour: soft, tag: 'TH' },
  cell: { size: 9.5, weight: 400, colour: ink, tag: 'TD' },
  small: { size: 8.5, weight: 400, colour: soft, tag: 'P' },
} as const satisfies { readonly [name: string]: Style }
