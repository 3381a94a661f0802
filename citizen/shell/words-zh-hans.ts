import account from '@consular/messages/zh-Hans/account.json?compiled'
import attachment from '@consular/messages/zh-Hans/attachment.json?compiled'
import citizen from '@consular/messages/zh-Hans/citizen.json?compiled'
import common from '@consular/messages/zh-Hans/common.json?compiled'
import documents from '@consular/messages/zh-Hans/documents.json?compiled'
import refusals from '@consular/messages/zh-Hans/refusals.json?compiled'

export default [common, citizen, account, documents, refusals, attachment]
