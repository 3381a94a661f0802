import account from '@consular/messages/zh-Hans/account.json?compiled'
import citizen from '@consular/messages/zh-Hans/citizen.json?compiled'
import common from '@consular/messages/zh-Hans/common.json?compiled'

export default [common, citizen, account]
