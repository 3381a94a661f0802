declare module '*.json?compiled' {
  const table: import('./format.ts').Table
  export default table
}
