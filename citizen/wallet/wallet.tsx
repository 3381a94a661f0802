import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { Missing } from '../shell/missing.tsx'
import { Add } from './add.tsx'
import { Detail } from './detail.tsx'
import { Get } from './get.tsx'
import { List } from './list.tsx'
import { Move } from './move.tsx'
import { Pass } from './pass.tsx'
import { SendPaper } from './send-paper.tsx'
import { Show } from './show.tsx'
import { Speaking } from './speak.tsx'
import { keepWalletFresh } from './synchronise.ts'
import './wallet.css'

/** What every page of the wallet is told: the id in its address, if it has one. */
export interface WalletPage {
  readonly id: string
}

const pages: { readonly [page: string]: ComponentType<WalletPage> } = {
  '': List,
  certificate: Detail,
  show: Show,
  pass: Pass,
  get: Get,
  paper: SendPaper,
  add: Add,
  move: Move,
}

/** The wallet: certificates on this phone, for the whole family. Its pages are fetched together, for they are needed together where there is no line. */
export default function Wallet() {
  const { params } = useRoute()
  const { page = '', id = '' } = params
  useEffect(keepWalletFresh, [])
  const Page = Object.hasOwn(pages, page) ? pages[page] : undefined
  return <Speaking>{Page ? <Page key={`${page} ${id}`} id={id} /> : <Missing />}</Speaking>
}
