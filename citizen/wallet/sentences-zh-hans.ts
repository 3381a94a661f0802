import certificate from '@consular/messages/zh-Hans/certificate.json?compiled'
import wallet from '@consular/messages/zh-Hans/wallet.json?compiled'

export default [wallet, certificate]
