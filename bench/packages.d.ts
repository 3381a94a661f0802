// Packages that come without types, as far as the benchmarks use them.

declare module 'cose-js' {
  const cose: {
    readonly sign: {
      readonly verify: (
        message: Uint8Array,
        verifier: { readonly key: { readonly x: Uint8Array; readonly y: Uint8Array } },
      ) => Promise<Uint8Array>
    }
  }
  export default cose
}

declare module 'base45' {
  const base45: {
    readonly encode: (bytes: Uint8Array) => string
    readonly decode: (text: string) => Buffer
  }
  export default base45
}
