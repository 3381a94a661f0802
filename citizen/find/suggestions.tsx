import type { Refusal } from '@consular/domain/shared'
import { TextButton, useWords } from '@consular/ui'

/** Towns that a mistyped name may have meant, each one tap. */
export function Suggestions({
  refusal,
  onChoose,
}: {
  readonly refusal: Refusal | null
  readonly onChoose: (city: string) => void
}) {
  const say = useWords()
  const suggestions = refusal?.data?.['suggestions']
  if (!Array.isArray(suggestions) || suggestions.length === 0) return null
  return (
    <div class="row">
      <span>{say('find.city.mean')}</span>
      {suggestions.map(String).map((city) => (
        <TextButton key={city} onPress={() => onChoose(city)}>
          {city}
        </TextButton>
      ))}
    </div>
  )
}
