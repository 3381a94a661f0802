/** The shapes of the shared material that the build reads: only the fields it carries over. */
interface RawPhone {
  readonly raw: string
  readonly e164: string | null
  readonly valid: boolean
}

export interface RawMission {
  readonly id: string
  readonly sendingState: string
  readonly hostCountry: string
  readonly hostTerritory?: string
  readonly seatCountry?: string
  readonly kind: string
  readonly honorary?: boolean
  readonly name: { readonly en: string; readonly zh?: string }
  readonly city: string
  readonly address: string | null
  readonly lat?: number
  readonly lon?: number
  readonly coordQuality: string
  readonly phone: readonly RawPhone[]
  readonly consularProtectionPhone: readonly RawPhone[]
  readonly email: string | null
  readonly website: string | null
  readonly timeZone: string
  readonly status: string
  readonly servesPublic: boolean
  readonly confidence: string
  readonly source: {
    readonly id: string | null
    readonly coord?: { readonly dataset: string }
    readonly contacts?: { readonly asOf: string }
  }
}

export interface RawDistrict {
  readonly mission: string
  readonly units?: readonly string[]
  readonly splits?: readonly {
    readonly unit: string
    readonly where: RawWhere
    readonly confidence: string
    readonly note?: string
  }[]
  readonly confidence: string
  readonly source: string
  readonly note?: string
}

export type RawWhere =
  | { readonly latLt: number }
  | { readonly latGte: number }
  | { readonly withinKm: readonly [number, number, number] }

export interface RawDistricts {
  readonly asOf: string
  readonly domestic: readonly string[]
  readonly disputedUnits: Readonly<Record<string, readonly string[]>>
  readonly globalHotline: { readonly phones: readonly string[]; readonly source: string }
  readonly countries: Readonly<
    Record<
      string,
      {
        readonly default: string
        readonly excludedUnits?: readonly string[]
        readonly districts: readonly RawDistrict[]
      }
    >
  >
  readonly nonResident: readonly {
    readonly country: string
    readonly mission: string
    readonly confidence: string
    readonly basis: string
  }[]
}
