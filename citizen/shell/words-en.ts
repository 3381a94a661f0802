import account from '@consular/messages/en/account.json?compiled'
import attachment from '@consular/messages/en/attachment.json?compiled'
import citizen from '@consular/messages/en/citizen.json?compiled'
import common from '@consular/messages/en/common.json?compiled'
import documents from '@consular/messages/en/documents.json?compiled'
import refusals from '@consular/messages/en/refusals.json?compiled'

export default [common, citizen, account, documents, refusals, attachment]
