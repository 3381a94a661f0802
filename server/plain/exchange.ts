import type { Context as HttpContext } from 'hono'
import type { Html } from './view.ts'

/** Sends a page that no cache keeps: it depends on who asks, or tells what somebody wrote. */
export function sendUnkept(
  http: HttpContext,
  body: Html,
  status: 200 | 404 | 422 | 429 | 503 = 200,
): Response | Promise<Response> {
  http.header('cache-control', 'no-store')
  http.header('vary', 'accept-language, cookie')
  return http.html(body, status)
}

/** The texts of a form that was sent, each cut after `most` characters. Files are left out. */
export async function fieldsOf(
  http: HttpContext,
  most: number = Number.POSITIVE_INFINITY,
): Promise<Readonly<Record<string, string>>> {
  const body = await http.req.parseBody()
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value.slice(0, most)]] : [])),
  )
}
