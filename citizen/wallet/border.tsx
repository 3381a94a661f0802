import type { Holder } from '@consular/certificate'
import { namesOf } from '@consular/certificate/names'
import { Button, useWords } from '@consular/ui'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Code } from '../code/code.tsx'
import { writtenDate } from './describe.ts'
import { useStayAwake } from './stay-awake.ts'

interface BorderProps {
  /** What the codes say, one after the other. */
  readonly texts: readonly string[]
  readonly first?: number
  readonly holder: Holder
  readonly demonstration: boolean
  readonly onLeave: () => void
  /** A line below the code; where there is none, name and birth date are all there is. */
  readonly note?: string | undefined
}

/** A finger that goes so far sideways (in px) asks for the next code. */
const swipe = 40

/**
 * What an officer is shown: white, one large code, name and birth date to compare with the passport, and nothing else of the person. It fills the screen and is left by
 * one button or the Escape key; the arrows and a swipe lead to the next code.
 */
export function Border({ texts, first = 0, holder, demonstration, onLeave, note }: BorderProps) {
  const say = useWords()
  const dialog = useRef<HTMLDialogElement>(null)
  const [place, setPlace] = useState(first)
  const [from, setFrom] = useState<number | null>(null)
  useStayAwake()
  useLayoutEffect(() => dialog.current?.showModal(), [])
  const go = (step: number) => setPlace((place + step + texts.length) % texts.length)
  useEffect(() => {
    const press = ({ key }: KeyboardEvent) => {
      if (texts.length > 1 && key === 'ArrowRight') go(1)
      if (texts.length > 1 && key === 'ArrowLeft') go(-1)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  })
  const end = (x: number) => {
    if (from !== null && texts.length > 1 && Math.abs(x - from) > swipe) go(x < from ? 1 : -1)
    setFrom(null)
  }
  const { main: name, standard } = namesOf(holder)
  return (
    <dialog
      ref={dialog}
      class="border-screen"
      aria-label={say('wallet.border')}
      onClose={onLeave}
      onPointerDown={({ clientX }) => setFrom(clientX)}
      onPointerUp={({ clientX }) => end(clientX)}
    >
      {demonstration && <p class="border-mark">{say('wallet.border.demonstration')}</p>}
      <Code
        key={place}
        text={texts[place] ?? ''}
        label={say('wallet.border.code', { place: place + 1, of: texts.length })}
        tooLong={say('wallet.code.too-long')}
      />
      <p class="border-name" dir="auto">
        {name}
        {standard !== '' && <span class="border-zone">{standard}</span>}
      </p>
      <p class="border-born">{writtenDate(holder.birthDate)}</p>
      {note && <p class="border-note">{note}</p>}
      <div class="buttons border-buttons">
        {texts.length > 1 && (
          <Button look="plain" onPress={() => go(1)}>
            {say('wallet.border.next', { place: place + 1, of: texts.length })}
          </Button>
        )}
        <Button look="plain" onPress={onLeave}>
          {say('wallet.border.leave')}
        </Button>
      </div>
    </dialog>
  )
}
