import '../trust/trust.css'
import './advice.css'

export { AdviceFileScreen } from './file-screen.tsx'
export { AdviceListScreen } from './list-screen.tsx'
export { NewAdviceScreen } from './new-screen.tsx'
