export {
  forgetDeliveries,
  issuingRoutes,
  replaceCertificatesOf,
  replaceLostKeys,
  revokeCertificatesOf,
} from './issuing/index.ts'
export { ensureDemonstrationKeys, keepLists, keysCommand, keysOf, listContexts, partnerKinds } from './keys/index.ts'
export { paperRoutes } from './paper/routes.ts'
export { type BorderMaterial, loadBorderMaterial, ruleBook, trustPages } from './publish-trust.ts'
export { verificationRoutes } from './routes.ts'
export { rulesCommand } from './run-rules.ts'
export { anchorOf } from './trust-anchors.ts'
export { trustCommand } from './trust-command.ts'
export { verifyCommand } from './verify-command.ts'
export { wellKnownPages } from './well-known.ts'
