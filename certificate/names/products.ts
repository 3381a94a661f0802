// Names of centrally authorised vaccines, by the number of their authorisation (EU value sets, release 2.12.0; Union Register of medicinal products).
const names: ReadonlyMap<string, string> = new Map([
  ['EU/1/20/1507', 'Spikevax'],
  ['EU/1/20/1525', 'Jcovden'],
  ['EU/1/20/1528', 'Comirnaty'],
  ['EU/1/21/1529', 'Vaxzevria'],
  ['EU/1/21/1580', 'VidPrevtyn Beta'],
  ['EU/1/21/1618', 'Nuvaxovid'],
  ['EU/1/21/1624', 'COVID-19 Vaccine Valneva'],
  ['EU/1/22/1709', 'Bimervax'],
])

/** The name that stands on the package of a vaccine whose code is a number, or undefined: the other codes of certificates are names themselves. */
export const productName = (code: string): string | undefined => names.get(code)
