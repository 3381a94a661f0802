import certificate from '@consular/messages/en/certificate.json?compiled'
import common from '@consular/messages/en/common.json?compiled'
import verifier from '@consular/messages/en/verifier.json?compiled'

export default [common, verifier, certificate]
