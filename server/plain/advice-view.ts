import { chooseLanguage, formatter, isLanguage, type Language } from '@consular/messages'
import type { Context as HttpContext } from 'hono'
import type { Context } from '../context.ts'
import type { View } from './view.ts'

/** The language that is asked for in the address, else the browser's. No cookie is read or set. */
function languageOf(http: HttpContext): Language {
  const asked = http.req.query('language') ?? ''
  return isLanguage(asked) ? asked : chooseLanguage(http.req.header('accept-language'))
}

/** A view that keeps nothing of who looks. */
export function adviceView(context: Context, http: HttpContext, asked?: string): View {
  const language = asked !== undefined && isLanguage(asked) ? asked : languageOf(http)
  const { pack, now, config } = context
  return { pack, now, config, language, say: formatter(language, ['advice', 'plain', 'common']) }
}
