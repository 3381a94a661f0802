/** A browser has no program at hand: the caller says where it lies. */
export const wasmAtHand = async (): Promise<Uint8Array | null> => null
