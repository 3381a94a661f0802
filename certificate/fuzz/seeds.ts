import { hasMaterial, materialRules, materialSeeds, materialTrustFiles } from './material.ts'
import { Random } from './random.ts'
import { ownRules } from './rule-inputs.ts'
import { makeTrust, makeTrustFiles } from './sample-trust.ts'
import { makeIssuers, makeSamples } from './samples.ts'
import type { Seeds } from './seed.ts'

/** All samples of a run: those that the library issues with keys made from the run's seed, and the conformance material where it is there and wanted. */
export async function makeSeeds(seed: number, withMaterial = hasMaterial): Promise<Seeds> {
  const random = new Random(seed, -1)
  const issuers = makeIssuers(random)
  const files = makeTrustFiles(issuers)
  const { trust, saved } = await makeTrust(files)
  const own = { texts: await makeSamples(random, issuers, trust), trustFiles: [...files, saved], rules: ownRules }
  if (!withMaterial) return own
  const rules = materialRules()
  return {
    texts: [...own.texts, ...(await materialSeeds())],
    trustFiles: [...own.trustFiles, ...materialTrustFiles()],
    rules: {
      expressions: [...own.rules.expressions, ...rules.expressions],
      rules: [...own.rules.rules, ...rules.rules],
      data: [...own.rules.data, ...rules.data],
    },
  }
}
