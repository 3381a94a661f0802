const weights = [7, 3, 1] as const

/** The value of a character of a machine-readable zone: digits themselves, A to Z 10 to 35, filler 0 (ICAO 9303-3, section 4.9). */
const valueOf = (character: string): number => (character === '<' ? 0 : Number.parseInt(character, 36))

/** The check digit of a run of characters: weights 7, 3, 1 over their values, modulo 10 (ICAO 9303-3, section 4.9). */
export const checkDigit = (characters: string): number =>
  Array.from(characters, valueOf).reduce((sum, value, index) => sum + value * (weights[index % 3] ?? 0), 0) % 10
