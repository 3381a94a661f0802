import type { AdviceFile, AdviceVersionView } from '@consular/api'
import { SummaryList, useWords } from '@consular/ui'
import { writeWhen } from '../trust/reading.ts'
import { LevelTag, levelName, writeUtc } from './level-tag.tsx'

type Difference = NonNullable<AdviceVersionView['difference']>

interface VersionProps {
  readonly version: AdviceVersionView
  readonly levels: AdviceFile['levels']
}

/** A version as it will be read, both languages side by side. */
export function Preview({ version: { content }, levels }: VersionProps) {
  const say = useWords()
  return (
    <div class="advice-pair">
      {(['zh', 'en'] as const).map((language) => (
        <div key={language} class="card stack" lang={language === 'zh' ? 'zh-Hans' : 'en'}>
          <p>
            <LevelTag levels={levels} code={content.level} /> {say(`advice.category.${content.category}`)}
          </p>
          <h3>{content.headline[language] || '–'}</h3>
          <p class="advice-text">{content.text[language] || '–'}</p>
          {content.instruction[language] !== '' && <p class="advice-text">{content.instruction[language]}</p>}
          {content.areas.length > 0 && (
            <p class="quiet small">{content.areas.map(({ name }) => name[language]).join('; ')}</p>
          )}
        </div>
      ))}
    </div>
  )
}

/** What a version changes, sentence by sentence. */
export function Changes({
  difference,
  levels,
}: {
  readonly difference: Difference
  readonly levels: AdviceFile['levels']
}) {
  const say = useWords()
  if (difference.length === 0) return <p>{say('advice.unchanged')}</p>
  const written = (field: string, text: string) => {
    if (field === 'level') return levelName(levels, text)
    if (field === 'category') return say(`advice.category.${text}`)
    return field === 'validFrom' || field === 'validUntil' ? writeUtc(text) : text
  }
  return (
    <ul class="advice-changes">
      {difference.map(({ field, language, parts }) => (
        <li key={`${field} ${language}`}>
          <strong>{say(`advice.field.${field}`)}</strong>
          {language && ` (${language === 'zh' ? '中文' : 'English'})`}
          {': '}
          {parts.map(({ kind, text }, at) => {
            const shown = written(field, text)
            const key = `${at} ${kind}`
            if (kind === 'same') return <span key={key}>{shown}</span>
            return kind === 'gone' ? <del key={key}>{shown}</del> : <ins key={key}>{shown}</ins>
          })}
        </li>
      ))}
    </ul>
  )
}

/** Who wrote, proposed and decided, and when it counts. */
export function Hands({ version }: { readonly version: AdviceVersionView }) {
  const say = useWords()
  const { content, proposedBy, proposedAt, decidedBy, decidedAt, effectiveAt, endedAt, note } = version
  const by = (name: string, at: string) => say('lists.by', { name, when: writeWhen(at) })
  const lines: readonly (readonly [string, string | null])[] = [
    ['advice.written', by(version.authors.map(({ name }) => name).join(', '), version.writtenAt)],
    ['advice.proposed', proposedBy && proposedAt ? by(proposedBy.name, proposedAt) : null],
    ['advice.decided', decidedBy && decidedAt ? by(decidedBy.name, decidedAt) : null],
    ['advice.note', note],
    ['advice.field.publishAt', content.publishAt && writeUtc(content.publishAt)],
    ['advice.effective', effectiveAt && writeWhen(effectiveAt)],
    ['advice.field.validFrom', content.validFrom && writeUtc(content.validFrom)],
    ['advice.field.validUntil', content.validUntil && writeUtc(content.validUntil)],
    ['advice.over', endedAt && writeWhen(endedAt)],
  ]
  return <SummaryList answers={lines.flatMap(([key, value]) => (value ? [{ key, term: say(key), value }] : []))} />
}
