import type { Coded } from '../certificate.ts'

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

/** A product by the name that stands on its package, where its code is the number of an authorisation; else as the certificate words it, else its code. */
export const productName = ({ code, text }: Coded): string => names.get(code) ?? text ?? code
