import type { ComponentChildren } from 'preact'

interface CardProps {
  readonly children: ComponentChildren
  readonly tone?: 'urgent' | 'calm'
  /** The id of the heading that names the card. */
  readonly labelledBy?: string
}

/** A card: one thing with its heading and its actions. */
export function Card({ children, tone, labelledBy }: CardProps) {
  return (
    <section class={['card', tone ?? '', 'stack'].filter(Boolean).join(' ')} aria-labelledby={labelledBy}>
      {children}
    </section>
  )
}

/** The colours of a clock; each has a shape too, for nothing is said by colour alone. */
export type Colour = 'green' | 'amber' | 'red' | 'blue' | 'grey'

const shapes: { readonly [colour in Colour]: string } = {
  green: 'M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0Z',
  amber: 'M8 0 16 15H0Z',
  red: 'M8 0 16 8 8 16 0 8Z',
  blue: 'M0 0H16V16H0Z',
  grey: 'M0 6H16V10H0Z',
}

/** A state in words, with the shape and colour of its clock: disc green, triangle amber, diamond red. */
export function Tag({ colour = 'grey', children }: { readonly colour?: Colour; readonly children: ComponentChildren }) {
  return (
    <strong class={`tag ${colour}`}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={shapes[colour]} />
      </svg>
      {children}
    </strong>
  )
}

interface NoticeProps {
  readonly children: ComponentChildren
  readonly tone?: 'plain' | 'good' | 'warn' | 'bad'
  readonly title?: string
  /** Said aloud when it appears. */
  readonly live?: boolean
}

/** Something to know before going on, or what has just happened. */
export function Notice({ children, tone = 'plain', title, live = false }: NoticeProps) {
  return (
    <div class={tone === 'plain' ? 'notice' : `notice ${tone}`} role={live ? 'status' : undefined}>
      {title && <h2>{title}</h2>}
      {children}
    </div>
  )
}

/** One line of a summary list: what was asked, what was answered, and where to change it. */
export interface Answer {
  readonly key: string
  readonly term: ComponentChildren
  readonly value: ComponentChildren
  readonly change?: { readonly href: string; readonly label: string; readonly about: string } | undefined
}

/** Answers to look over before sending. */
export function SummaryList({ answers }: { readonly answers: readonly Answer[] }) {
  return (
    <dl class="answers">
      {answers.map(({ key, term, value, change }) => (
        <div key={key}>
          <dt>{term}</dt>
          <dd>{value}</dd>
          {change && (
            <dd class="change">
              <a href={change.href}>
                {change.label}
                <span class="hidden"> {change.about}</span>
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  )
}

/** A step of a way: what has been, what is now, what comes. */
export interface Step {
  readonly key: string
  readonly state: 'done' | 'now' | 'paused' | 'next'
  /** The state in words, for those who do not see the mark. */
  readonly stateName: string
  readonly title: ComponentChildren
  readonly detail?: ComponentChildren
}

/** The way of an application in time, from top to bottom. */
export function Timeline({ steps }: { readonly steps: readonly Step[] }) {
  return (
    <ol role="list" class="timeline">
      {steps.map(({ key, state, stateName, title, detail }) => (
        <li key={key} class={state} aria-current={state === 'now' || state === 'paused' ? 'step' : undefined}>
          <p class="timeline-title">
            <span class="hidden">{stateName} </span>
            {title}
          </p>
          {detail && <div class="quiet small">{detail}</div>}
        </li>
      ))}
    </ol>
  )
}

/** The machine-readable lines of a passport, with the wrong places (line and column from 0) marked. */
export function MrzLines({ lines, wrong = [], label }: MrzLinesProps) {
  return (
    <div class="mrz" role="img" aria-label={label} tabIndex={0}>
      {lines.map((line, row) => (
        <div key={row}>
          {Array.from(line).map((letter, column) =>
            wrong.some((place) => place.line === row && place.column === column) ? (
              <mark key={column}>{letter}</mark>
            ) : (
              letter
            ),
          )}
        </div>
      ))}
    </div>
  )
}

interface MrzLinesProps {
  readonly lines: readonly string[]
  readonly wrong?: readonly { readonly line: number; readonly column: number }[]
  readonly label: string
}
