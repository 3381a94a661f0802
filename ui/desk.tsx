import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'

/** One tab: its name and what it shows. */
export interface Tab {
  readonly id: string
  readonly label: ComponentChildren
  readonly content: ComponentChildren
}

interface TabsProps {
  readonly label: string
  readonly tabs: readonly Tab[]
  readonly chosen: string
  readonly onChoose: (id: string) => void
}

const steps: { readonly [key: string]: number } = { ArrowRight: 1, ArrowLeft: -1 }

/** Tabs after the WAI-ARIA practice: arrows move, Home and End leap, the chosen panel follows the focus. */
export function Tabs({ label, tabs, chosen, onChoose }: TabsProps) {
  const list = useRef<HTMLDivElement>(null)
  const go = (index: number) => {
    const tab = tabs[(index + tabs.length) % tabs.length]
    if (!tab) return
    onChoose(tab.id)
    list.current?.querySelector<HTMLElement>(`#tab-${tab.id}`)?.focus()
  }
  const press = (event: KeyboardEvent, index: number) => {
    const rightToLeft = list.current?.closest('[dir=rtl]') ? -1 : 1
    const step = steps[event.key]
    if (step !== undefined) go(index + step * rightToLeft)
    else if (event.key === 'Home') go(0)
    else if (event.key === 'End') go(tabs.length - 1)
    else return
    event.preventDefault()
  }
  return (
    <div class="tabs">
      <div ref={list} role="tablist" aria-label={label}>
        {tabs.map((tab, index) => (
          <button
            key={tab.id}
            id={`tab-${tab.id}`}
            type="button"
            role="tab"
            aria-selected={tab.id === chosen}
            aria-controls={`panel-${tab.id}`}
            tabIndex={tab.id === chosen ? 0 : -1}
            onClick={() => onChoose(tab.id)}
            onKeyDown={(event) => press(event, index)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      {tabs.map((tab) => (
        <div
          key={tab.id}
          id={`panel-${tab.id}`}
          role="tabpanel"
          aria-labelledby={`tab-${tab.id}`}
          hidden={tab.id !== chosen}
          tabIndex={0}
        >
          {tab.id === chosen && tab.content}
        </div>
      ))}
    </div>
  )
}

/** A column: its heading, and what a row shows in it. */
export interface Column<Row> {
  readonly key: string
  readonly heading: ComponentChildren
  readonly cell: (row: Row) => ComponentChildren
  /** Figures stand at the end of the cell. */
  readonly number?: boolean
}

interface DataTableProps<Row> {
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  /** The row that the keyboard stands on. */
  readonly chosen?: string | undefined
  /** Shown in place of the rows when there are none. */
  readonly empty: ComponentChildren
}

/** Rows and columns; the first column names the row. Wider than the screen, it scrolls in its own frame. */
export function DataTable<Row>({ caption, columns, rows, rowKey, chosen, empty }: DataTableProps<Row>) {
  if (rows.length === 0) return <p class="card quiet">{empty}</p>
  return (
    <section class="table-frame" aria-label={caption} tabIndex={0}>
      <table class="table">
        <caption class="hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ key, heading, number }) => (
              <th key={key} scope="col" class={number ? 'number' : undefined}>
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} class={rowKey(row) === chosen ? 'chosen' : undefined}>
              {columns.map(({ key, cell, number }, index) =>
                index === 0 ? (
                  <th key={key} scope="row">
                    {cell(row)}
                  </th>
                ) : (
                  <td key={key} class={number ? 'number' : undefined}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
