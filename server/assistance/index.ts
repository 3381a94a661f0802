export { callDuty } from './call-duty.ts'
export { readReportState } from './report-state.ts'
export { assistanceRoutes } from './routes.ts'
export { storeReport } from './store-report.ts'
