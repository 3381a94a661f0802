import certificate from '@consular/messages/zh-Hans/certificate.json?compiled'
import common from '@consular/messages/zh-Hans/common.json?compiled'
import verifier from '@consular/messages/zh-Hans/verifier.json?compiled'

export default [common, verifier, certificate]
