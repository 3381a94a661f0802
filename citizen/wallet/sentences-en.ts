import certificate from '@consular/messages/en/certificate.json?compiled'
import wallet from '@consular/messages/en/wallet.json?compiled'

export default [wallet, certificate]
