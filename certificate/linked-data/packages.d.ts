// What is used of packages that come without types. The parts of jsonld are taken one by one, as its entry brings HTTP clients and global state along.

declare module 'jsonld/lib/ContextResolver.js' {
  /** Finds contexts for one operation; `sharedCache` keeps them over operations. */
  const ContextResolver: new (options: { readonly sharedCache: Map<string, unknown> }) => object
  export default ContextResolver
}

declare module 'jsonld/lib/context.js' {
  const module: { readonly getInitialContext: (options: { readonly base: string }) => unknown }
  export default module
}

declare module 'jsonld/lib/expand.js' {
  const module: {
    readonly expand: (input: {
      readonly activeCtx: unknown
      readonly element: unknown
      readonly options: unknown
    }) => Promise<unknown>
  }
  export default module
}

declare module 'jsonld/lib/toRdf.js' {
  const module: { readonly toRDF: (expanded: readonly unknown[], options: unknown) => readonly unknown[] }
  export default module
}

declare module 'rdf-canonize' {
  const module: {
    readonly canonize: (
      dataset: readonly unknown[],
      options: { readonly algorithm: 'RDFC-1.0'; readonly maxDeepIterations: number },
    ) => Promise<string>
  }
  export default module
}

declare module 'credentials-context' {
  const module: { readonly contexts: ReadonlyMap<string, unknown> }
  export default module
}

declare module 'did-context' {
  const module: { readonly contexts: ReadonlyMap<string, unknown> }
  export default module
}

declare module '@digitalbazaar/security-context' {
  const module: { readonly contexts: ReadonlyMap<string, unknown> }
  export default module
}
