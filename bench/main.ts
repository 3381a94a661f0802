/** `npm run bench [name …]`: each prints ratios taken in one run against a named baseline. Absolute figures depend on the machine and prove nothing. */
const benches: Record<string, () => Promise<void>> = {
  locate: async () => (await import('./locate.ts')).benchLocate(),
  submit: async () => (await import('./submit.ts')).benchSubmit(),
  certificate: async () => (await import('./certificate.ts')).benchCertificate(),
  certificates: async () => (await import('./certificates.ts')).benchCertificates(),
  protection: async () => (await import('./protection.ts')).benchProtection(),
  'verifier-start': async () => (await import('./verifier-start.ts')).benchVerifierStart(),
}

const asked = process.argv.slice(2)
const unknown = asked.find((name) => !(name in benches))
if (unknown !== undefined) {
  process.stderr.write(`There is no bench "${unknown}". There are: ${Object.keys(benches).join(', ')}\n`)
  process.exit(2)
}
for (const [name, run] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  process.stdout.write(`\n${name}\n`)
  await run()
}
