import certificate from '@consular/messages/zh-Hans/certificate.json?compiled'
import health from '@consular/messages/zh-Hans/health.json?compiled'
import scan from '@consular/messages/zh-Hans/scan.json?compiled'
import wallet from '@consular/messages/zh-Hans/wallet.json?compiled'
import { refusalsOf } from './refusals-of.ts'

export default [wallet, scan, certificate, refusalsOf(health)]
