import type { Coded } from '../certificate.ts'

/**
 * Names of products whose codes tell people nothing: centrally authorised vaccines by the number of their authorisation (EU value sets, release 2.12.0; Union Register of medicinal
 * products), and those that WHO has prequalified against yellow fever and polio by their product ids (smart.who.int/pcmt-vaxprequal, ICVP 0.2.0).
 */
const names: ReadonlyMap<string, string> = new Map([
  ['EU/1/20/1507', 'Spikevax'],
  ['EU/1/20/1525', 'Jcovden'],
  ['EU/1/20/1528', 'Comirnaty'],
  ['EU/1/21/1529', 'Vaxzevria'],
  ['EU/1/21/1580', 'VidPrevtyn Beta'],
  ['EU/1/21/1618', 'Nuvaxovid'],
  ['EU/1/21/1624', 'COVID-19 Vaccine Valneva'],
  ['EU/1/22/1709', 'Bimervax'],
  ['YellowFeverProductd8a09f80301dc05e124f99ffe7711fc0', 'Stamaril'],
  ['YellowFeverProduct01a3b83cf13e87948437db11cf5c34eb', 'SinSaVac'],
  ['YellowFeverProductd2c75a15ed309658b3968519ddb31690', 'Yellow Fever Vaccine, Chumakov (2 doses)'],
  ['YellowFeverProduct771d1a5c0acaee3e2dc9d56af1aba49d', 'Yellow Fever Vaccine, Chumakov (5 doses)'],
  ['YellowFeverProducte929626497bdbb71adbe925f0c09c79f', 'Yellow Fever Vaccine, Chumakov (10 doses)'],
  ['YellowFeverProductf82b015dfb3b1feeacd4c44d95b3b3ec', 'Stabilized Yellow Fever Vaccine, Dakar (5 doses)'],
  ['YellowFeverProduct223330a7c15da86b21cc363f591de002', 'Stabilized Yellow Fever Vaccine, Dakar (10 doses)'],
  ['YellowFeverProductffea8448252ee58b7a92add05f0c3431', 'Stabilized Yellow Fever Vaccine, Dakar (20 doses)'],
  ['YellowFeverProductab01f006f8b24113f4a28cb50bfe6d9d', 'Yellow Fever Vaccine, Bio-Manguinhos (5 doses)'],
  ['YellowFeverProduct5f0639d8e4d52afef089aa7148c5060c', 'Yellow Fever Vaccine, Bio-Manguinhos (10 doses)'],
  ['YellowFeverProducte0534dbc71a6cc09f56dce25216c538c', 'Yellow Fever Vaccine, Bio-Manguinhos (50 doses)'],
  ['PolioVaccineOralOPVBivalProduct16e883911ea0108b8213bc213c9972fe', 'BIOPOLIO B1/3 (10 doses)'],
  ['PolioVaccineOralOPVBivalProduct0e59118bc5938520115bac65a45be04d', 'BIOPOLIO B1/3 (20 doses)'],
  ['PolioVaccineInactivatedIProduct532ef986c8042bbb15fee24056fdc4ed', 'Imovax Polio'],
  ['PolioVaccineInactivatedIProduct087ff26057e89c006517428347dfbc3c', 'IPV Vaccine AJV'],
  ['PolioVaccineInactivatedSProduct0854d534a200bbeffa8be0f57dad584a', 'Eupolio (1 dose)'],
  ['PolioVaccineInactivatedSProduct031f63df3184acdf0cb82f90f316b6c3', 'Eupolio (5 doses)'],
  ['DiphtheriaTetanusPertussProductd54558e2851d29311ee7f90975827dc7', 'Hexaxim'],
  ['DiphtheriaTetanusPertussProductf4177b409d09d83e48630717437c5aea', 'Hexasiil'],
  ['PolioVaccineNovelOralnOPProduct65b137f0201901bc43fc8759e4f35f35', 'nOPV2, Biological E.'],
  ['PolioVaccineNovelOralnOPProduct278e9af5dc50904dd144a7ceb4d42dd7', 'nOPV2, Bio Farma'],
])

/** A product by the name that stands on its package, where its code is a number or an id; else as the certificate words it, else its code. */
export const productName = ({ code, text }: Coded): string => names.get(code) ?? text ?? code
