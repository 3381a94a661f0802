import { deflateSync, zlibSync } from 'fflate'

/** Raw DEFLATE (RFC 1951), as SMART Health Cards carry. Only issuers load it: it brings fflate along. */
export const deflateRaw = (bytes: Uint8Array): Uint8Array => deflateSync(bytes, { level: 9 })

/** A zlib stream (RFC 1950), as HCERT carries. Only issuers load it. */
export const deflateZlib = (bytes: Uint8Array): Uint8Array => zlibSync(bytes, { level: 9 })
