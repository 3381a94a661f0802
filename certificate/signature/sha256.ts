// Synchronous, for the revocation lists are asked in the middle of a verification, where WebCrypto's promise would cost more than the hash.

// First 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2).
const constants = Int32Array.from(
  (
    '428a2f98 71374491 b5c0fbcf e9b5dba5 3956c25b 59f111f1 923f82a4 ab1c5ed5 d807aa98 12835b01 243185be 550c7dc3 ' +
    '72be5d74 80deb1fe 9bdc06a7 c19bf174 e49b69c1 efbe4786 0fc19dc6 240ca1cc 2de92c6f 4a7484aa 5cb0a9dc 76f988da ' +
    '983e5152 a831c66d b00327c8 bf597fc7 c6e00bf3 d5a79147 06ca6351 14292967 27b70a85 2e1b2138 4d2c6dfc 53380d13 ' +
    '650a7354 766a0abb 81c2c92e 92722c85 a2bfe8a1 a81a664b c24b8b70 c76c51a3 d192e819 d6990624 f40e3585 106aa070 ' +
    '19a4c116 1e376c08 2748774c 34b0bcb5 391c0cb3 4ed8aa4a 5b9cca4f 682e6ff3 748f82ee 78a5636f 84c87814 8cc70208 ' +
    '90befffa a4506ceb bef9a3f7 c67178f2'
  ).split(' '),
  (word) => Number.parseInt(word, 16) | 0,
)

/** SHA-256 (FIPS 180-4) of the bytes: 32 bytes, at once. */
export function sha256(bytes: Uint8Array): Uint8Array {
  const state = new Int32Array([
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
  ])
  const words = new Int32Array(64)
  const whole = bytes.length & ~63
  for (let at = 0; at < whole; at += 64) mixBlock(state, words, bytes, at)
  const rest = bytes.length - whole
  const tail = new Uint8Array(rest < 56 ? 64 : 128)
  tail.set(bytes.subarray(whole))
  tail[rest] = 0x80
  const view = new DataView(tail.buffer)
  view.setUint32(tail.length - 8, Math.floor(bytes.length / 0x2000_0000))
  view.setUint32(tail.length - 4, bytes.length << 3)
  for (let at = 0; at < tail.length; at += 64) mixBlock(state, words, tail, at)
  const digest = new DataView(new ArrayBuffer(32))
  for (let index = 0; index < 8; index++) digest.setInt32(index * 4, state[index] as number)
  return new Uint8Array(digest.buffer)
}

/** Mixes the 64 bytes at `at` into the state. `words` is room to work in. */
function mixBlock(state: Int32Array, words: Int32Array, bytes: Uint8Array, at: number): void {
  expand(words, bytes, at)
  let a = state[0] as number
  let b = state[1] as number
  let c = state[2] as number
  let d = state[3] as number
  let e = state[4] as number
  let f = state[5] as number
  let g = state[6] as number
  let h = state[7] as number
  for (let round = 0; round < 64; round++) {
    const sum1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const one = (h + sum1 + ((e & f) ^ (~e & g)) + (constants[round] as number) + (words[round] as number)) | 0
    const sum0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const two = (sum0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + one) | 0
    d = c
    c = b
    b = a
    a = (one + two) | 0
  }
  add(state, [a, b, c, d, e, f, g, h])
}

function expand(words: Int32Array, bytes: Uint8Array, at: number): void {
  for (let index = 0, from = at; index < 16; index++, from += 4)
    words[index] =
      ((bytes[from] as number) << 24) |
      ((bytes[from + 1] as number) << 16) |
      ((bytes[from + 2] as number) << 8) |
      (bytes[from + 3] as number)
  for (let index = 16; index < 64; index++) {
    const x = words[index - 15] as number
    const y = words[index - 2] as number
    const small0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
    const small1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
    words[index] = ((words[index - 16] as number) + small0 + (words[index - 7] as number) + small1) | 0
  }
}

function add(state: Int32Array, mixed: readonly number[]): void {
  for (let index = 0; index < 8; index++) state[index] = ((state[index] as number) + (mixed[index] as number)) | 0
}
