import account from '@consular/messages/en/account.json?compiled'
import advice from '@consular/messages/en/advice.json?compiled'
import cases from '@consular/messages/en/cases.json?compiled'
import common from '@consular/messages/en/common.json?compiled'
import crisis from '@consular/messages/en/crisis.json?compiled'
import documents from '@consular/messages/en/documents.json?compiled'
import duty from '@consular/messages/en/duty.json?compiled'
import health from '@consular/messages/en/health.json?compiled'
import protection from '@consular/messages/en/protection.json?compiled'
import refusals from '@consular/messages/en/refusals.json?compiled'
import registration from '@consular/messages/en/registration.json?compiled'
import scan from '@consular/messages/en/scan.json?compiled'
import trust from '@consular/messages/en/trust.json?compiled'
import workbench from '@consular/messages/en/workbench.json?compiled'

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
