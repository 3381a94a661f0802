import certificate from '@consular/messages/en/certificate.json?compiled'
import health from '@consular/messages/en/health.json?compiled'
import scan from '@consular/messages/en/scan.json?compiled'
import wallet from '@consular/messages/en/wallet.json?compiled'
import { refusalsOf } from './refusals-of.ts'

export default [wallet, scan, certificate, refusalsOf(health)]
