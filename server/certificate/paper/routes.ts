import { printCertificate as printed } from '@consular/api'
import type { Context } from '../../context.ts'
import { bind, type Route } from '../../http/bind.ts'
import { printCertificate } from './print-certificate.ts'

/** Certificates on paper. */
export const paperRoutes = (context: Context): readonly Route[] => [
  bind(printed, async ({ body, http }) => {
    const paper = await printCertificate(context, body)
    if (paper.ok) http.header('content-type', 'application/pdf')
    return paper
  }),
]
