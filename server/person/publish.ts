type Camel<Name extends string> = Name extends `${infer First}_${infer Rest}`
  ? `${First}${Capitalize<Camel<Rest>>}`
  : Name

/** A row as it is exported: without the hidden columns, its names as JSON writes them. */
export type Published<Row, Hidden extends PropertyKey> = {
  readonly [Name in Exclude<keyof Row, Hidden> as Name extends string ? Camel<Name> : never]: Row[Name]
}

const camel = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

/** A database row as it is exported: every column but the hidden ones. */
export function publish<Row extends object, Hidden extends keyof Row>(
  row: Row,
  hidden: readonly Hidden[],
): Published<Row, Hidden> {
  const names = new Set<PropertyKey>(hidden)
  const members = Object.entries(row).filter(([name]) => !names.has(name))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same filter and the same renaming as in the type
  return Object.fromEntries(members.map(([name, value]) => [camel(name), value])) as Published<Row, Hidden>
}
