import * as z from 'zod/mini'

/** The ways on which a household is asked whether it is safe, in the order in which they are tried. */
export const Channel = z.enum(['push', 'sms', 'mail', 'voice'])
export type Channel = z.infer<typeof Channel>

/** What a household gave to be reached by. */
export interface Reach {
  readonly push: boolean
  readonly phone: string | null
  readonly email: string | null
}

/** How long a message that was handed over may stay without a receipt or an answer before the next way is tried, in minutes. A call has no receipt to wait for. */
export const patience: { readonly [channel in Channel]: number } = { push: 2, sms: 10, mail: 15, voice: 30 }

/** The most tries of one way; then it has failed. */
export const mostTries = 5

/** The ways that lead to a household, in order. */
export function waysTo({ push, phone, email }: Reach): readonly Channel[] {
  const open: { readonly [channel in Channel]: boolean } = {
    push,
    sms: phone !== null,
    mail: email !== null,
    voice: phone !== null,
  }
  return Channel.options.filter((channel) => open[channel])
}

/** The way that is tried after one that did not lead there; null after the last one: then only people can help. */
export function nextWay(reach: Reach, after: Channel): Channel | null {
  const ways = waysTo(reach)
  return ways[ways.indexOf(after) + 1] ?? null
}

/** What an SMS says: `1` safe, `2` help, with blanks, full stops, full-width digits; the words of the languages too. Null: for a human. */
export function readSms(text: string): 'safe' | 'help' | null {
  const said = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}]/gu, '')
  if (['1', '平安', 'safe', 'iamsafe'].includes(said)) return 'safe'
  return ['2', '求助', '需要帮助', 'help', 'ineedhelp'].includes(said) ? 'help' : null
}
