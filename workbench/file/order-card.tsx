import type { CaseFile } from '@consular/api'
import { useWords } from '@consular/ui'
import { spoken } from '../shell/language.ts'
import { writeMoment } from '../shell/time.ts'

/** The signed order to make the document: when, by which key, and its signature to compare. */
export function OrderCard({ file: { order } }: { readonly file: CaseFile }) {
  const say = useWords()
  if (!order) return null
  return (
    <section class="card stack stack-tight" aria-labelledby="order-title">
      <h2 id="order-title">{say('order.title')}</h2>
      <p>{say('order.signed', { at: writeMoment(order.at, spoken.value.language) })}</p>
      <dl class="case-answers">
        <div>
          <dt>{say('order.key')}</dt>
          <dd class="mono">{order.key}</dd>
        </div>
        <div>
          <dt>{say('order.signature')}</dt>
          <dd class="mono">{order.signature}</dd>
        </div>
      </dl>
    </section>
  )
}
