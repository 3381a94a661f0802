import type { Border } from './topology.ts'

/**
 * Territories so small that the source shrinks them to a line or a triangle, drawn anew by hand in steps of 1/500 degree from their well-known extent.
 * They lie inside or beside a larger country, so that snapping to the nearest coast would not find them.
 */
const outlines: Readonly<Record<string, readonly (readonly [lon: number, lat: number])[]>> = {
  GI: [
    [-5.366, 36.154],
    [-5.338, 36.154],
    [-5.338, 36.108],
    [-5.356, 36.108],
    [-5.366, 36.13],
  ],
  MC: [
    [7.41, 43.73],
    [7.414, 43.736],
    [7.426, 43.746],
    [7.434, 43.752],
    [7.44, 43.75],
    [7.44, 43.744],
    [7.43, 43.728],
    [7.42, 43.724],
  ],
  VA: [
    [12.446, 41.9],
    [12.446, 41.904],
    [12.45, 41.908],
    [12.458, 41.906],
    [12.458, 41.902],
    [12.452, 41.9],
  ],
}

/** Countries whose outline is taken from here in place of the source. */
export const isSmall = (country: string | null): boolean => country !== null && country in outlines

/** The outlines as closed borders. */
export const smallBorders = (): Border[] =>
  Object.entries(outlines).map(([code, points]) => ({ areas: [code], line: [...points, ...points.slice(0, 1)] }))

/** Their codes, in order. */
export const smallCodes = Object.keys(outlines)
