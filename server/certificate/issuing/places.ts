/** Places of the status list from which the first certificates draw. */
const firstRange = 65_536

/** From how many places is drawn, by the highest one that was given; drawn at random, the highest lies close to the end. */
export function placeRange(highest: number | null): number {
  // In 32 bits: a list has at most 2^31 places, which is more than a column of the database counts.
  return highest === null ? firstRange : Math.max(firstRange, 2 ** (32 - Math.clz32(highest)))
}

/** How many places the published list has: twice those from which is drawn, so that a verifier that updates rarely has the place of a new certificate all the same when the range has grown. */
export const publishedPlaces = (highest: number | null): number => placeRange(highest) * 2

/** Different places at random below `range`, a whole power of two: nobody learns the order of issue from them. */
export function randomPlaces(
  random: (bytes: Uint8Array) => Uint8Array,
  range: number,
  wanted: number,
): readonly number[] {
  const places = new Set<number>()
  while (places.size < Math.min(wanted, range)) {
    const words = new DataView(random(new Uint8Array(4)).buffer)
    places.add(words.getUint32(0) % range)
  }
  return [...places]
}
