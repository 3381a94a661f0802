import { makeDivocInputs } from './divoc-inputs.ts'
import { makeHcertInputs } from './hcert-inputs.ts'
import { mutateText } from './mutate-text.ts'
import { Random } from './random.ts'
import { makeRuleInputs } from './rule-inputs.ts'
import { makeSdJwtInputs } from './sdjwt-inputs.ts'
import { type Area, areas, type Input, type Placed, type Seed, type Seeds } from './seed.ts'
import { makeShcInputs } from './shc-inputs.ts'
import { makeTrustInputs } from './trust-inputs.ts'
import { makeVdsInputs } from './vds-inputs.ts'

type Maker = (random: Random) => Input | Promise<Input>

/** Out of a hundred inputs. DIVOC and VDS-NC have few, for canonising and chains of certificates take long. */
const shares: { readonly [area in Area]: number } = {
  text: 24,
  hcert: 36,
  shc: 13,
  vds: 5,
  divoc: 2,
  sdjwt: 8,
  trust: 4,
  rules: 8,
}

/** Texts of any family cut into each other. */
function makeTextInputs(seeds: readonly Seed[]): Maker | null {
  const [first] = seeds
  if (!first) return null
  return (random) => {
    const [seed = first, other = first] = [random.pick(seeds), random.pick(seeds)]
    return {
      kind: 'text',
      seed,
      lender: other,
      text: random.oneIn(50) ? seed.text : mutateText(random, seed.text, other.text),
    }
  }
}

/** The inputs of a run: the same seed and areas give the same input at the same place. */
export class Inputs {
  readonly #makers: ReadonlyMap<Area, Maker>
  readonly #drawn: readonly Area[]
  readonly #seed: number

  constructor(seed: number, wanted: readonly Area[], { texts, trustFiles, rules }: Seeds) {
    this.#seed = seed
    const makers: readonly (readonly [Area, Maker | null])[] = [
      ['text', makeTextInputs(texts)],
      ['hcert', makeHcertInputs(texts)],
      ['shc', makeShcInputs(texts)],
      ['vds', makeVdsInputs(texts)],
      ['divoc', makeDivocInputs(texts)],
      ['sdjwt', makeSdJwtInputs(texts)],
      ['trust', makeTrustInputs(trustFiles)],
      ['rules', makeRuleInputs(rules)],
    ]
    this.#makers = new Map(makers.flatMap(([area, maker]) => (maker ? [[area, maker] as const] : [])))
    this.#drawn = areas
      .filter((area) => wanted.includes(area) && this.#makers.has(area))
      .flatMap((area) => Array.from({ length: shares[area] }, () => area))
  }

  async at(index: number): Promise<Placed> {
    const random = new Random(this.#seed, index)
    const area = random.pick(this.#drawn) ?? 'text'
    const maker = this.#makers.get(area)
    if (!maker) throw new Error('there is nothing to fuzz')
    return { area, lot: random.next(), input: await maker(random) }
  }
}
