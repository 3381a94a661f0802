import type { ComponentType } from 'preact'
import { useRoute } from 'preact-iso'
import { Missing } from '../shell/missing.tsx'
import { Alerts } from './alerts.tsx'
import { Codes } from './codes.tsx'
import { Detail } from './detail.tsx'
import { Change, New } from './form.tsx'
import { List } from './list.tsx'
import { Speaking } from './speak.tsx'

/** What every page of this part is told: the last step of its address, an id or a kind. */
export interface RegistrationPage {
  readonly id: string
}

const pages: { readonly [page: string]: ComponentType<RegistrationPage> } = {
  '': List,
  new: New,
  change: Change,
  show: Detail,
  code: Codes,
  alerts: Alerts,
}

/** Homes abroad and trips that a person registers. The pages are fetched together, for they are needed together where there is no line. */
export default function Registrations() {
  const { params } = useRoute()
  const { page = '', id = '' } = params
  const Page = Object.hasOwn(pages, page) ? pages[page] : undefined
  return <Speaking>{Page ? <Page key={`${page} ${id}`} id={id} /> : <Missing />}</Speaking>
}
