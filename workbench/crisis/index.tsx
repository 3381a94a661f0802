export { CrisesScreen } from './crises-screen.tsx'
export { CrisisScreen } from './crisis-screen.tsx'
