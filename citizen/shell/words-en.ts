import account from '@consular/messages/en/account.json?compiled'
import citizen from '@consular/messages/en/citizen.json?compiled'
import common from '@consular/messages/en/common.json?compiled'

export default [common, citizen, account]
