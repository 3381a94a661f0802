export { attachmentRoutes } from './routes.ts'
export { listAttachments, pictureOf } from './store.ts'
