import { productName } from '@consular/certificate/names'
import { expect, test } from 'vitest'
import { loadVaccines } from './products.ts'

test('a certificate names each product of the catalogue that WHO has prequalified as the catalogue does', async () => {
  const products = [...(await loadVaccines()).values()]
  const coded = products.flatMap(({ icvp, names }) => (icvp ? [[icvp, names.en]] : []))
  expect(coded.length).toBeGreaterThan(20)
  expect(coded.map(([code = '']) => [code, productName({ code, system: '' })])).toEqual(coded)
})
