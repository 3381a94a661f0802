import * as api from '@consular/api'
import type { Context } from '../context.ts'
import { bind, type Route } from '../http/bind.ts'
import { beginUpload } from './begin-upload.ts'
import { continueUpload } from './continue-upload.ts'
import { readAttachment } from './read-attachment.ts'
import { removeAttachment } from './remove-attachment.ts'

/** The applicant's own pictures. */
export const attachmentRoutes = (context: Context): Route[] => [
  bind(api.beginUpload, (request) => beginUpload(context, request)),
  bind(api.continueUpload, (request) => continueUpload(context, request)),
  bind(api.readAttachment, (request) => readAttachment(context, request)),
  bind(api.removeAttachment, (request) => removeAttachment(context, request)),
]
