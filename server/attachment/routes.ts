import * as api from '@consular/api'
import type { Context } from '../context.ts'
import { bind, type Route } from '../http/bind.ts'
import { beginUpload } from './begin-upload.ts'
import { continueUpload } from './continue-upload.ts'
import { openAttachment } from './open-attachment.ts'
import { readAttachment } from './read-attachment.ts'
import { removeAttachment } from './remove-attachment.ts'

/** The applicant's own pictures, and an officer's view of them. */
export const attachmentRoutes = (context: Context): Route[] => [
  bind(api.beginUpload, (request) => beginUpload(context, request)),
  bind(api.continueUpload, (request) => continueUpload(context, request)),
  bind(api.readAttachment, (request) => readAttachment(context, request)),
  bind(api.removeAttachment, (request) => removeAttachment(context, request)),
  bind(api.openAttachment, (request) => openAttachment(context, request)),
]
