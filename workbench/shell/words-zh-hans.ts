import account from '@consular/messages/zh-Hans/account.json?compiled'
import advice from '@consular/messages/zh-Hans/advice.json?compiled'
import cases from '@consular/messages/zh-Hans/cases.json?compiled'
import common from '@consular/messages/zh-Hans/common.json?compiled'
import crisis from '@consular/messages/zh-Hans/crisis.json?compiled'
import documents from '@consular/messages/zh-Hans/documents.json?compiled'
import duty from '@consular/messages/zh-Hans/duty.json?compiled'
import health from '@consular/messages/zh-Hans/health.json?compiled'
import protection from '@consular/messages/zh-Hans/protection.json?compiled'
import refusals from '@consular/messages/zh-Hans/refusals.json?compiled'
import registration from '@consular/messages/zh-Hans/registration.json?compiled'
import scan from '@consular/messages/zh-Hans/scan.json?compiled'
import trust from '@consular/messages/zh-Hans/trust.json?compiled'
import workbench from '@consular/messages/zh-Hans/workbench.json?compiled'

export default [
  workbench,
  common,
  documents,
  refusals,
  account,
  trust,
  health,
  duty,
  cases,
  protection,
  registration,
  scan,
  crisis,
  advice,
]
