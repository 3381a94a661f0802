export { BoardScreen } from './board-screen.tsx'
export { CaseScreen } from './case-screen.tsx'
export { ShiftsScreen } from './shifts-screen.tsx'
export { ProtectionStatisticsScreen } from './statistics-screen.tsx'
