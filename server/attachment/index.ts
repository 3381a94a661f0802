export { inspect } from './inspect.ts'
export { reEncode } from './re-encode.ts'
export { attachmentRoutes } from './routes.ts'
export { insertPicture, listAttachments, pictureOf } from './store.ts'
