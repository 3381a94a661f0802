/** The version of CertLogic that this library evaluates. */
export const engineVersion = '1.3.3'

const form = /^\s*(\d+)\.(\d+)(?:\.(\d+))?/

/** The numbers of `1.3.0` (or `1.3`); null for anything else. */
function numbersOf(version: string): readonly [number, number, number] | null {
  const found = form.exec(version)
  return found ? [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)] : null
}

/** Below 0 where the first version is older, above 0 where it is newer, 0 where they are equal or one of them is no version. */
export function compareVersions(first: string, second: string): number {
  const [left, right] = [numbersOf(first), numbersOf(second)]
  if (left === null || right === null) return 0
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2]
}

/** Can this engine evaluate the rule? CertLogic has only been extended from version to version, so that older rules run. */
export const canRun = (rule: { readonly engine: string; readonly engineVersion: string }): boolean =>
  rule.engine === 'CERTLOGIC' && compareVersions(rule.engineVersion, engineVersion) <= 0

/**
 * Can a rule that was written for one version of the schema read a certificate of another (EU DCC Validation Rules, 5.4.2)? The certificate must have the same
 * major version and be no older. What states no version is tried.
 */
export function canRead(schemaVersion: string, certificateVersion: unknown): boolean {
  const [rule, certificate] = [
    numbersOf(schemaVersion),
    typeof certificateVersion === 'string' ? numbersOf(certificateVersion) : null,
  ]
  if (rule === null || certificate === null || typeof certificateVersion !== 'string') return true
  return rule[0] === certificate[0] && compareVersions(certificateVersion, schemaVersion) >= 0
}
