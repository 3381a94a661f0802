export {
  datesOf,
  type RegistrationDates,
  type RegistrationState,
  registrationMoves,
  registrationStates,
  stateOn,
} from './lifecycle.ts'
export {
  checkProof,
  type Proof,
  type ProofAnswer,
  proofClaims,
  proofPrefix,
  registrationNumber,
} from './proof.ts'
export { type RegistrationRefusal, registrationRefusals } from './refusals.ts'
export { checkRegistration, Need, RegisteredPerson, RegistrationDetails } from './registration.ts'
export { RegistrationRules } from './rules.ts'
