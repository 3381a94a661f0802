export { type CapMessage, type CapSender, capType, chainBefore, writeCap } from './cap.ts'
export {
  AdviceArea,
  AdviceCategory,
  AdviceContent,
  AdviceKind,
  checkContent,
} from './content.ts'
export { type CardLanguage, PhraseName, Phrases, phrasesFor } from './country-card.ts'
export { compareTexts, differenceBetween, type FieldDifference, type TextPart } from './difference.ts'
export { type AdviceLevel, AdviceLevels } from './level.ts'
export {
  AdviceAct,
  AdviceMove,
  type AdviceOfficer,
  AdviceState,
  adviceMoves,
  type GuardedVersion,
  moveAdvice,
  movesFor,
} from './lifecycle.ts'
export { type AdviceRefusal, adviceRefusals } from './refusals.ts'
export { writeXml, type XmlElement, xmlText } from './xml.ts'
